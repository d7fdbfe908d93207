// Keeps a bug in a timer or an event handler from ending the process: it is only logged.

/** Wraps a function so that it never throws: errors and rejections go to `onTrouble`. */
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
