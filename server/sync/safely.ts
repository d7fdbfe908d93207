// A bug in a timer or in a handler of events is a line in the log, and nothing else ends with it.

/** The same function, which never throws: what it throws, or rejects with, goes to `onTrouble`. */
export function safely<Values extends unknown[]>(
  handle: (...values: Values) => unknown,
  onTrouble: (error: unknown) => void,
): (...values: Values) => void {
  return (...values) => {
    try {
      const result = handle(...values)
      if (result instanceof Promise) result.catch(onTrouble)
    } catch (error) {
      onTrouble(error)
    }
  }
}
