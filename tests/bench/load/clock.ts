// One clock for all processes of a benchmark: CLOCK_MONOTONIC, in milliseconds.

const offset = Number(process.hrtime.bigint()) / 1e6 - performance.now()

/** Comparable between processes of one machine, and cheaper than calling `hrtime.bigint()` each time. */
export const monotonicMs = () => performance.now() + offset
