#!/usr/bin/env node
// `npx multaqa <command>`: what `npm start` and its kin do, under one name.
const commands = {
  start: 'build what is missing, and serve (also without a command)',
  claim: 'print a new one-time link for an organizer who lost theirs',
  check: 'say whether the database is whole and its numbers are right',
  backup:
    'write an encrypted backup to BACKUP_FOLDER while the server runs, and delete those that are over; --prune: only delete',
  restore:
    'put a backup into an empty database: restore <file>; --verify <file>: only read it; --keep-links <file>: when no link was renewed since',
  purge: 'purge what is due by the clock of this machine, which you confirm by it: purge --now',
  panic:
    'erase everything personal of a gathering, or of all, now: panic <slug or id> | --all [--yes]; or the link to the page for it: panic --link | --no-link',
  migrate: 'bring everything to another database: --from <data folder or postgres://…> --to <the other>',
}

const [command = 'start', ...rest] = process.argv.slice(2)
const wantsHelp = [command, ...rest].some((word) => word === '--help' || word === '-h' || word === 'help')
const isKnown = Object.hasOwn(commands, command)

if (wantsHelp || !isKnown) {
  const lines = Object.entries(commands).map(([name, meaning]) => `  ${name.padEnd(9)}${meaning}`)
  const text = ['multaqa [command]', '', ...lines, '', 'Settings come from the environment: see README.md.']
  if (wantsHelp) console.log(text.join('\n'))
  else {
    console.error(`There is no command ${command}; see multaqa --help.`)
    process.exitCode = 1
  }
} else {
  process.argv.splice(2, 1, ...(command === 'start' ? [] : [`--${command}`]))
  await import('./start.mjs')
}
