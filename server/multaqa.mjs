#!/usr/bin/env node
// `npx multaqa <command>`: the npm scripts under one command name.
import { readFileSync } from 'node:fs'

const commands = {
  start: 'build if needed, then serve (the default command)',
  claim: 'print a new one-time sign-in link for an organizer',
  check: 'check that the database is intact and its numbers are right',
  backup:
    'write an encrypted backup to BACKUP_FOLDER while the server runs, and delete expired ones; --prune: only delete',
  restore:
    'restore a backup into an empty database: restore <file>; --verify <file>: only check it; --keep-links <file>: keep the links, if none was renewed since',
  purge: 'purge what is due, after you checked the clock of this machine: purge --now',
  panic:
    'erase all personal data of one gathering, or of all, now: panic <slug or id> | --all [--yes]; or a link to the page that does it: panic --link | --no-link',
  migrate: 'copy everything to another database: --from <data folder or postgres://…> --to <the other>',
}

const [command = 'start', ...rest] = process.argv.slice(2)
const wantsHelp = [command, ...rest].some((word) => word === '--help' || word === '-h' || word === 'help')
const isKnown = Object.hasOwn(commands, command)

if (command === '--version' || command === 'version') {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  console.log(version)
} else if (wantsHelp || !isKnown) {
  const lines = Object.entries(commands).map(([name, meaning]) => `  ${name.padEnd(9)}${meaning}`)
  const text = ['multaqa [command]', '', ...lines, '', 'Settings come from the environment: see README.md.']
  if (wantsHelp) console.log(text.join('\n'))
  else {
    console.error(`Unknown command ${command}; see multaqa --help.`)
    process.exitCode = 1
  }
} else {
  process.argv.splice(2, 1, ...(command === 'start' ? [] : [`--${command}`]))
  await import('./start.mjs')
}
