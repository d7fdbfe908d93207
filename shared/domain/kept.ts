// For how long a gathering's traces are kept.

/** Days after a gathering's end. */
export const keptDays = 30
