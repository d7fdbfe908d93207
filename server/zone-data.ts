// Which rules of time this process goes by.

/** The release of tzdata in use, such as 2026a; the platform's own, or that of the folder it was given. */
export function zoneDataVersion(): string {
  return process.versions['tz'] ?? 'unknown'
}

/** For the operator: the release, and the folder it was read from where one is given (ICU's name for it). */
export function zoneDataLine(environment: Readonly<Record<string, string | undefined>>): string {
  const folder = environment['ICU_TIMEZONE_FILES_DIR']
  return `Time zones: tzdata ${zoneDataVersion()}${folder ? `, from ${folder}` : ''}`
}
