// Carries typed values over one reload, into the fields with the same names.

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
type Kept = {
  readonly path: string
  readonly at: number
  readonly fields: readonly (readonly [name: string, value: string | boolean])[]
}

const key = 'multaqa.typed'
/** A reload takes seconds; older values were left by a tab that was closed. */
const longestMs = 60_000
/** How long to wait for fields that appear later, such as those of a dialog. */
const waitForFieldsMs = 300_000
const touched = new Set<Field>()

/** Starts noticing which fields the person changes. */
export function noticeTyping(): void {
  document.addEventListener('input', ({ target }) => isField(target) && touched.add(target), true)
}

function isField(target: EventTarget | null): target is Field {
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !/^(password|file|hidden)$/.test(target.type))
  )
}

function isTicked(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)
}

/** Names that are the same after the reload: `name` repeats in lists, and React's ids depend on the position in the page. */
function namesOf(fields: readonly Field[]): ReadonlyMap<string, Field> {
  const counts = new Map<string, number>()
  return new Map(
    fields.map((field) => {
      const value = isTicked(field) ? field.value : ''
      const name = [field.tagName, field.name || field.id, value].join(' ')
      const count = counts.get(name) ?? 0
      counts.set(name, count + 1)
      return [`${name} ${count}`, field]
    }),
  )
}

function allFields(): ReadonlyMap<string, Field> {
  return namesOf([...document.querySelectorAll('input, textarea, select')].filter(isField))
}

export function keepTyped(): void {
  const fields = [...allFields()]
    .filter(([, field]) => touched.has(field))
    .map(([name, field]) => [name, isTicked(field) ? field.checked : field.value] as const)
  const kept: Kept = { path: location.pathname, at: Date.now(), fields }
  try {
    if (fields.length > 0) sessionStorage.setItem(key, JSON.stringify(kept))
  } catch {
    // A private window may refuse storage.
  }
}

function takeKept(): Kept | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Kept | null
    sessionStorage.removeItem(key)
    const isOurs = kept?.path === location.pathname && Math.abs(Date.now() - kept.at) < longestMs
    return isOurs ? kept : null
  } catch {
    return null
  }
}

/** Call when the page is interactive; fields that appear later are filled then. */
export function restoreTyped(): void {
  const left = new Map(takeKept()?.fields)
  if (left.size === 0) return
  const fill = () => {
    for (const [name, field] of allFields()) {
      const value = left.get(name)
      if (value === undefined) continue
      left.delete(name)
      put(field, value)
    }
    if (left.size === 0) watch.disconnect()
  }
  const watch = new MutationObserver(fill)
  watch.observe(document.body, { childList: true, subtree: true })
  setTimeout(() => watch.disconnect(), waitForFieldsMs)
  fill()
}

/** Sets a value as typing would: React notices it only through the native setter and an event. */
function put(field: Field, value: string | boolean): void {
  if (isTicked(field)) {
    if (field.checked !== value) field.click()
    return
  }
  if (field.value === value) return
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value)
  for (const event of ['input', 'change']) field.dispatchEvent(new Event(event, { bubbles: true }))
}
