// Safe lookup in a parsed JSON object by an untrusted key: own properties only.

/** `undefined` if the key is not an own property, also for inherited keys such as `constructor` or `__proto__`. */
export function ownValue<Value>(
  object: Readonly<Record<string, Value>> | null | undefined,
  key: string,
): Value | undefined {
  return object !== null && object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined
}
