// The address of a reply for readers without script. With script the secret leaves the path, which servers see, for the fragment.

export function plainReplyPath(slug: string, credential: string): string {
  return `/g/${slug}/reply/${credential}`
}

/** Before anything is drawn or asked for: from `/g/…/reply/r_…` to `/g/…/reply#r_…`, without a step in the history. */
export function leavePlainReply(): void {
  const found = /^(\/g\/[^/]+\/reply)\/(r_[A-Za-z0-9_-]{22,64})$/.exec(location.pathname)
  if (found !== null) history.replaceState(history.state, '', `${found[1]}#${found[2]}`)
}
