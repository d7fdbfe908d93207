// The operator's settings from environment variables, checked at start.
import { resolve } from 'node:path'
import { z } from 'zod'
import { readNetwork } from './sources/client-address.ts'

/** The contact format of RFC 9116; a plain e-mail address is accepted too. */
function contactAddress(text: string): string {
  return /^[^\s:@]+@[^\s@]+$/.test(text) ? `mailto:${text}` : text
}

/** Also called with text that is not a URL. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { pathname, search, hash } = new URL(text)
  return pathname === '/' && search === '' && hash === ''
}

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  // Accepts IPv6 in brackets too, as in a URL.
  HOST: z
    .string()
    .min(1)
    .transform((host) => host.replace(/^\[([\da-f:.]+)\]$/i, '$1'))
    .default('localhost'),
  DATA_DIR: z.string().min(1).default('data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine(isOrigin)
    .optional(),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''))
    .refine((parts) => parts.every((part) => readNetwork(part) !== null)),
  ONION_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  ONION_URL: z
    .string()
    .regex(/^http:\/\/[a-z2-7]{56}\.onion\/?$/)
    .optional(),
  MAX_SOCKETS: z.coerce.number().int().min(1).optional(),
  FRAME_HOSTS: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((host) => host !== ''))
    .refine((hosts) => hosts.every((host) => /^(?:[a-z0-9-]+\.)+[a-z0-9-]+(?::\d{1,5})?$/.test(host))),
  BACKUP_FOLDER: z.string().min(1).optional(),
  BACKUP_RECIPIENT: z
    .string()
    .regex(/^age1[0-9a-z]{10,}$/)
    .optional(),
  BACKUP_PASSPHRASE: z.string().min(12).optional(),
  BACKUP_IDENTITY_FILE: z.string().min(1).optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  SECURITY_CONTACT: z
    .string()
    .max(200)
    .transform(contactAddress)
    .refine((address) => /^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/\S+|tel:\+[\d-]+)$/.test(address))
    .optional(),
  EXAMPLE: z.enum(['on', 'off']).default('on'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
})

const meanings: Readonly<Record<keyof z.infer<typeof schema>, string>> = {
  PORT: 'a port from 0 to 65535',
  HOST: 'a host name or address to listen on',
  DATA_DIR: 'a folder for all data',
  DATABASE_URL: 'a PostgreSQL database as in postgres://user:password@host/database, or nothing for SQLite',
  REDIS_URL: 'a Redis as in redis://host:6379',
  PUBLIC_URL: 'the address people open, such as https://multaqa.example, without a path',
  TRUSTED_PROXIES:
    'addresses or networks of your reverse proxies, such as 127.0.0.1 or 10.0.0.0/8, with commas between them',
  ONION_PORT: 'a port from 0 to 65535 for the connections of an onion service',
  ONION_URL: 'the address of the onion service, http://… and 56 letters and digits before .onion',
  MAX_SOCKETS: 'how many screens one process takes in, a whole number above 0',
  FRAME_HOSTS: 'names of machines, such as tube.example.org, with commas between them',
  BACKUP_FOLDER: 'a folder for encrypted backups',
  BACKUP_RECIPIENT: 'the public key of an age identity, age1…',
  BACKUP_PASSPHRASE: 'a passphrase of at least 12 characters',
  BACKUP_IDENTITY_FILE: 'a file with an age identity, AGE-SECRET-KEY-1…',
  SECURITY_CONTACT: 'an e-mail address, or an address that begins with mailto:, https:// or tel:+',
  METRICS_TOKEN: 'at least 16 characters that a Prometheus sends as its bearer token',
  EXAMPLE: 'on or off',
  LOG_LEVEL: 'silent, error, warn, info or debug',
}

/** These contain passwords, which must not appear in a terminal or a log. */
const unspoken: ReadonlySet<string> = new Set<keyof typeof meanings>([
  'DATABASE_URL',
  'REDIS_URL',
  'BACKUP_RECIPIENT',
  'BACKUP_PASSPHRASE',
  'METRICS_TOKEN',
])

/** How backups are encrypted and decrypted. */
export type BackupKeys = {
  readonly recipient: string | undefined
  readonly passphrase: string | undefined
  readonly identityFile: string | undefined
}

export type Config = {
  readonly port: number
  readonly host: string
  readonly dataDirectory: string
  /** Uses PostgreSQL if set, otherwise SQLite. */
  readonly databaseUrl: string | undefined
  readonly redisUrl: string | undefined
  /** Origin without a trailing slash; undefined until the operator sets one. */
  readonly publicUrl: string | undefined
  /** Reverse proxies whose `X-Forwarded-For` is trusted. */
  readonly trustedProxies: readonly string[]
  /** The port where tor delivers an onion service's connections with a PROXY line; undefined without an onion service. */
  readonly onionPort: number | undefined
  /** Origin of the onion service, if there is one beside the public address. */
  readonly onionUrl: string | undefined
  /** Maximum number of open sockets; undefined: as many as the process's file descriptors allow. */
  readonly maxSockets: number | undefined
  /** Hosts whose PeerTube, Jitsi or BigBlueButton may be framed in our pages. */
  readonly frameHosts: readonly string[]
  /** The folder where `multaqa backup` writes, and where a panic deletes backups. */
  readonly backupFolder: string | undefined
  readonly backupKeys: BackupKeys
  /** The token that `/metrics` requires; undefined: `/metrics` is off. */
  readonly metricsToken: string | undefined
  /** The contact for security reports, with its scheme; undefined: none is published. */
  readonly securityContact: string | undefined
  readonly withExample: boolean
  readonly logLevel: z.infer<typeof schema>['LOG_LEVEL']
}

export type ReadConfig =
  | { readonly ok: true; readonly config: Config }
  /** One line that names the wrong value and the expected one. */
  | { readonly ok: false; readonly line: string }

function oneLine(value = ''): string {
  return value.replace(/\s+/g, ' ')
}

export function readConfig(environment: Readonly<Record<string, string | undefined>>): ReadConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const name = parsed.error.issues[0]?.path[0] as keyof typeof meanings
    const what = unspoken.has(name) ? name : `${name}=${oneLine(environment[name])}`
    return { ok: false, line: `${what} cannot be used: give ${meanings[name]}.` }
  }
  const {
    PORT,
    HOST,
    DATA_DIR,
    DATABASE_URL,
    REDIS_URL,
    PUBLIC_URL,
    TRUSTED_PROXIES,
    ONION_PORT,
    ONION_URL,
    MAX_SOCKETS,
    FRAME_HOSTS,
    BACKUP_FOLDER,
    BACKUP_RECIPIENT,
    BACKUP_PASSPHRASE,
    BACKUP_IDENTITY_FILE,
    METRICS_TOKEN,
    SECURITY_CONTACT,
    EXAMPLE,
    LOG_LEVEL,
  } = parsed.data
  return {
    ok: true,
    config: {
      port: PORT,
      host: HOST,
      dataDirectory: resolve(DATA_DIR),
      databaseUrl: DATABASE_URL,
      redisUrl: REDIS_URL,
      publicUrl: PUBLIC_URL === undefined ? undefined : new URL(PUBLIC_URL).origin,
      trustedProxies: TRUSTED_PROXIES,
      onionPort: ONION_PORT,
      onionUrl: ONION_URL === undefined ? undefined : new URL(ONION_URL).origin,
      maxSockets: MAX_SOCKETS,
      frameHosts: FRAME_HOSTS,
      backupFolder: BACKUP_FOLDER === undefined ? undefined : resolve(BACKUP_FOLDER),
      backupKeys: {
        recipient: BACKUP_RECIPIENT,
        passphrase: BACKUP_PASSPHRASE,
        identityFile: BACKUP_IDENTITY_FILE,
      },
      metricsToken: METRICS_TOKEN,
      securityContact: SECURITY_CONTACT,
      withExample: EXAMPLE === 'on',
      logLevel: LOG_LEVEL,
    },
  }
}
