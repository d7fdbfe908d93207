// What a host wrote about a place, line by line.

/** A place that is named in two languages, “… · …”, takes a line for each: none of them is then broken within the other's direction. */
export function writtenLines(text: string): readonly string[] {
  return text
    .split(/\n| · /)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
