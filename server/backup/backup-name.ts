// A backup's file name. It reveals only when the backup was made, and when the first personal data in it must be purged.

/** Epoch ms. */
export type BackupDates = { readonly madeAt: number; readonly purgeAt: number }

const pattern = /^multaqa-(\d{8}T\d{9}Z)-(\d{8}T\d{9}Z)\.backup\.age$/

/** Suffix of a backup that is being written; the next prune deletes interrupted ones. */
export const partEnd = '.part'

export function backupName({ madeAt, purgeAt }: BackupDates): string {
  return `multaqa-${stampOf(madeAt)}-${stampOf(purgeAt)}.backup.age`
}

/** Null for any other file, including a partial backup. */
export function readBackupName(name: string): BackupDates | null {
  const [, made, purge] = pattern.exec(name) ?? []
  const dates = { madeAt: readStamp(made), purgeAt: readStamp(purge) }
  return Number.isFinite(dates.madeAt) && Number.isFinite(dates.purgeAt) ? dates : null
}

function stampOf(at: number): string {
  return new Date(at).toISOString().replace(/[-:.]/g, '')
}

function readStamp(stamp = ''): number {
  return Date.parse(
    stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/, '$1-$2-$3T$4:$5:$6.$7Z'),
  )
}
