// For how long a gathering's traces are kept, and for how long what was taken away can be taken back.

/** Days after a gathering's end. */
export const keptDays = 30

/** Days that a gathering without an instant keeps what was written into it. */
export const keptUndatedDays = 180

/** Minutes in which a cancelled reply can be taken back; then it is erased. */
export const cancelledKeptMinutes = 10

/** Hours in which a withdrawn city can be opened again with its replies; then it is erased. */
export const withdrawnKeptHours = 24
