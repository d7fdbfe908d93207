// Splits a host's text about a place into lines.

/** A place named in two languages, “… · …”, gets one line per language, so that no text wraps inside text of the other direction. */
export function writtenLines(text: string): readonly string[] {
  return text
    .split(/\n| · /)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
