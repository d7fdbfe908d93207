// The address of a reply for readers without script. With script the secret moves from the path, which servers see, to the fragment.

export function plainReplyPath(slug: string, credential: string): string {
  return `/g/${slug}/reply/${credential}`
}

/** Call before anything is rendered or requested: replaces `/g/…/reply/r_…` with `/g/…/reply#r_…`, without a history entry. */
export function leavePlainReply(): void {
  const found = /^(\/g\/[^/]+\/reply)\/(r_[A-Za-z0-9_-]{22,64})$/.exec(location.pathname)
  if (found !== null) history.replaceState(history.state, '', `${found[1]}#${found[2]}`)
}
