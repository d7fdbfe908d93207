// Reads the server's HTTP answers. A captive portal or proxy may answer instead, with a page of its own and status 200.

/** Rejects unless the body is a JSON object with `field`: anything else is not from our server and counts as a broken connection. */
export async function readAnswer<Value extends object>(
  response: Response,
  field: keyof Value & string,
): Promise<Value> {
  const answer: unknown = await response.json()
  if (typeof answer === 'object' && answer !== null && field in answer) return answer as Value
  throw new Error('no answer of the server')
}
