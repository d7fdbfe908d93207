// What the operator sets by the environment, checked at start.
import { resolve } from 'node:path'
import { z } from 'zod'

/** Also asked of what is no address at all. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { pathname, search, hash } = new URL(text)
  return pathname === '/' && search === '' && hash === ''
}

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('localhost'),
  DATA_DIR: z.string().min(1).default('data'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine(isOrigin)
    .optional(),
  EXAMPLE: z.enum(['on', 'off']).default('on'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
})

const meanings: Readonly<Record<keyof z.infer<typeof schema>, string>> = {
  PORT: 'a port from 0 to 65535',
  HOST: 'a host name or address to listen on',
  DATA_DIR: 'a folder for all data',
  PUBLIC_URL: 'the address people open, such as https://multaqa.example, without a path',
  EXAMPLE: 'on or off',
  LOG_LEVEL: 'silent, error, warn, info or debug',
}

export type Config = {
  readonly port: number
  readonly host: string
  readonly dataDirectory: string
  /** Origin without a trailing slash; undefined until the operator sets one. */
  readonly publicUrl: string | undefined
  readonly withExample: boolean
  readonly logLevel: z.infer<typeof schema>['LOG_LEVEL']
}

export type ReadConfig =
  | { readonly ok: true; readonly config: Config }
  /** One line that says which value is wrong and what it should be. */
  | { readonly ok: false; readonly line: string }

function oneLine(value = ''): string {
  return value.replace(/\s+/g, ' ')
}

export function readConfig(environment: Readonly<Record<string, string | undefined>>): ReadConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const name = parsed.error.issues[0]?.path[0] as keyof typeof meanings
    return {
      ok: false,
      line: `${name}=${oneLine(environment[name])} cannot be used: give ${meanings[name]}.`,
    }
  }
  const { PORT, HOST, DATA_DIR, PUBLIC_URL, EXAMPLE, LOG_LEVEL } = parsed.data
  return {
    ok: true,
    config: {
      port: PORT,
      host: HOST,
      dataDirectory: resolve(DATA_DIR),
      publicUrl: PUBLIC_URL === undefined ? undefined : new URL(PUBLIC_URL).origin,
      withExample: EXAMPLE === 'on',
      logLevel: LOG_LEVEL,
    },
  }
}
