// Finds or installs ffmpeg, which makes the streams for the browser tests.
import { findProgram } from './browser.ts'
import { installWithApt } from './install-with-apt.ts'

/** Returns the path of ffmpeg. Throws one line that says what to install. */
export function ensureFfmpeg(): string {
  const found = findProgram('ffmpeg')
  if (found !== null) return found
  installWithApt('ffmpeg')
  const installed = findProgram('ffmpeg')
  if (installed !== null) return installed
  throw new Error('The stream tests need ffmpeg: install it so that it is found in PATH.')
}
