// Reading an object that came as JSON by a key that somebody sent: only what the object itself holds.

/** `undefined` for a key that is not the object's own, also for `constructor` or `__proto__`, which every object inherits. */
export function ownValue<Value>(
  object: Readonly<Record<string, Value>> | null | undefined,
  key: string,
): Value | undefined {
  return object !== null && object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined
}
