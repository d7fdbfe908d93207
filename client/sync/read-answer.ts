// Reads what the server answers over HTTP. A captive portal or a proxy may answer in its place, with a page of its own and status 200.

/** Rejects where the body is no JSON object that has `field`: it is no answer of the server, as if the line were broken. */
export async function readAnswer<Value extends object>(
  response: Response,
  field: keyof Value & string,
): Promise<Value> {
  const answer: unknown = await response.json()
  if (typeof answer === 'object' && answer !== null && field in answer) return answer as Value
  throw new Error('no answer of the server')
}
