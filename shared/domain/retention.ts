// Retention: how long a gathering's data is kept, and how long a removal can be undone.

/** Days of retention after a gathering's end. */
export const keptDays = 30

/** Days of retention for a gathering without a date. */
export const keptUndatedDays = 180

/** Minutes in which a cancelled reply can be restored; then it is erased. */
export const cancelledKeptMinutes = 10

/** Hours in which a withdrawn city can be reopened with its replies; then it is erased. */
export const withdrawnKeptHours = 24
