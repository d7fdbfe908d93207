// Encrypts a byte stream into one new file, and decrypts it, in the age format (age-encryption.org/v1), at any length.
import { constants } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { createGunzip, createGzip } from 'node:zlib'
import { partEnd } from './backup-name.ts'

/** The encryption key: a recipient (`age1…`) or a passphrase. */
export type SealWith =
  | { readonly recipient: string }
  | { readonly passphrase: string; readonly workFactor?: number }
/** The decryption key: `AGE-SECRET-KEY-1…`, or the passphrase. */
export type OpenWith = { readonly identity: string } | { readonly passphrase: string }

export type SealedFile = {
  /** Compresses, encrypts and writes; throws if the file was deleted in between. */
  readonly write: (bytes: AsyncIterable<Uint8Array>) => Promise<void>
}

/**
 * Writes to a temporary name (`.part`) and renames the file when all of it is on the disk. If `work` throws, or the temporary file was
 * deleted in between, as by a panic, neither file remains. Only this account can read it. Throws if a file of this name exists. `check`
 * throws if the file must not exist after all; it is called before and after the rename.
 */
export async function sealFile(
  path: string,
  sealWith: SealWith,
  work: (file: SealedFile) => Promise<void>,
  check: () => Promise<void> = async () => undefined,
): Promise<void> {
  const part = `${path}${partEnd}`
  const handle = await open(part, 'wx', 0o600)
  let isNamed = false
  try {
    await work({ write: (bytes) => writeSealed(handle, sealWith, bytes) })
    await handle.sync()
    if (await isThere(path)) throw new Error(`${path} is there already`)
    await check()
    await rename(part, path)
    isNamed = true
    await synchronize(dirname(path))
    await check()
  } catch (error) {
    await rm(part, { force: true })
    if (isNamed) await rm(path, { force: true })
    throw error
  } finally {
    await handle.close()
  }
}

async function writeSealed(
  handle: FileHandle,
  sealWith: SealWith,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  const { Encrypter } = await import('age-encryption')
  const encrypter = new Encrypter()
  if ('recipient' in sealWith) encrypter.addRecipient(sealWith.recipient)
  else {
    encrypter.setPassphrase(sealWith.passphrase)
    if (sealWith.workFactor !== undefined) encrypter.setScryptWorkFactor(sealWith.workFactor)
  }
  const packed = Readable.from(bytes, { objectMode: false }).compose(createGzip())
  const sealed = await encrypter.encrypt(Readable.toWeb(packed) as unknown as ReadableStream<Uint8Array>)
  for await (const chunk of sealed as unknown as WebStream<Uint8Array>) {
    await handle.write(chunk)
    if ((await handle.stat()).nlink === 0) throw new Error('the file was deleted while it was written')
  }
}

/** Throws if the file is not a backup, the key is wrong, or a byte was changed or is missing. */
export async function* readSealed(path: string, openWith: OpenWith): AsyncGenerator<Uint8Array> {
  const { Decrypter } = await import('age-encryption')
  const decrypter = new Decrypter()
  if ('identity' in openWith) decrypter.addIdentity(openWith.identity)
  else decrypter.addPassphrase(openWith.passphrase)
  const handle = await open(path, constants.O_RDONLY)
  try {
    const file = Readable.toWeb(handle.createReadStream({ autoClose: false }))
    const opened = await decrypter.decrypt(file as unknown as ReadableStream<Uint8Array>)
    const bytes = Readable.fromWeb(opened as unknown as WebStream).compose(createGunzip())
    yield* bytes as AsyncIterable<Uint8Array>
  } finally {
    await handle.close()
  }
}

async function isThere(path: string): Promise<boolean> {
  const found = await open(path, 'r').catch(() => null)
  await found?.close()
  return found !== null
}

async function synchronize(path: string): Promise<void> {
  const handle = await open(path, 'r')
  await handle.sync()
  await handle.close()
}
