// A disk that can be filled: a few megabytes of tmpfs, mounted for one process only. It needs Linux and either root or user namespaces.
import { spawnSync } from 'node:child_process'
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** `size` in tmpfs syntax (`8m`). Only the program that follows sees the disk, at `$DATA_DIR`. */
function mounting(size: string): readonly string[] {
  const script = `mount -t tmpfs -o size=${size} tmpfs "$DATA_DIR" && exec "$@"`
  return ['unshare', process.getuid?.() === 0 ? '-m' : '-Urm', 'sh', '-c', script, 'sh']
}

export type SmallDisk =
  | { readonly ok: true; readonly under: readonly string[] }
  /** One line: what this machine does not permit. */
  | { readonly ok: false; readonly why: string }

/** `directory`: an empty one to try it on. */
export function findSmallDisk(directory: string, size: string): SmallDisk {
  const [program = '', ...programArguments] = [...mounting(size), 'true']
  const tried = spawnSync(program, programArguments, {
    env: { ...process.env, DATA_DIR: directory },
    encoding: 'utf8',
  })
  if (tried.status === 0) return { ok: true, under: mounting(size) }
  return { ok: false, why: tried.error?.message ?? tried.stderr.trim().split('\n')[0] ?? 'unshare failed' }
}

/** The same folder as the process sees it. */
function seenBy(pid: number, directory: string): string {
  return join('/proc', String(pid), 'root', directory)
}

/** Writes until the disk is full; returns the number of bytes written. */
export function fillDisk(pid: number, directory: string): number {
  const file = openSync(join(seenBy(pid, directory), 'ballast'), 'w')
  let written = 0
  try {
    // Ends with small writes, so that not even one page is left.
    for (const size of [65_536, 4096, 1]) {
      try {
        for (let piece = 0; piece < 4096; piece += 1) written += writeSync(file, Buffer.alloc(size, 'x'))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    }
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return written
}

export function freeDisk(pid: number, directory: string): void {
  rmSync(join(seenBy(pid, directory), 'ballast'))
}
