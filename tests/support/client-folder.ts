// A stand-in for the built client: a page with the marks that the server fills, and one hashed file.
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export async function makeClientFolder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'multaqa-client-'))
  await mkdir(join(directory, 'assets'))
  await writeFile(
    join(directory, 'index.html'),
    '<!doctype html><html><head><!--multaqa:head--></head><body><div id="root"></div><!--multaqa:data--></body></html>',
  )
  await writeFile(join(directory, 'assets', 'main-abcdef.js'), 'export {}')
  await mkdir(join(directory, '.vite'))
  await writeFile(join(directory, '.vite', 'manifest.json'), '{}')
  return directory
}
