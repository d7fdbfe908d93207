// Signs the demonstration's organizer in by a one-time link, as a person would.

/** The `Cookie` header of the session that the link opens. */
export async function fetchCookie(origin: string, token: string): Promise<string> {
  const response = await fetch(`${origin}/api/claim`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  const cookie = response.headers.get('set-cookie')?.split(';')[0]
  if (!response.ok || cookie === undefined) throw new Error('the claim link did not open')
  return cookie
}
