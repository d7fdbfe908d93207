// Globals of the web that Node and every browser have, so that `shared` needs the types of neither.

declare class URLSearchParams {
  get(name: string): string | null
  has(name: string): boolean
}

declare class URL {
  constructor(url: string, base?: string)
  readonly href: string
  readonly protocol: string
  readonly username: string
  readonly password: string
  readonly host: string
  readonly hostname: string
  readonly pathname: string
  readonly searchParams: URLSearchParams
}
