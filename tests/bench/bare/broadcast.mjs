// The common part of the bare broadcast servers: counts versions, inserts them into the message, and sends at most once per tick.

/** Calls `send` with the event's name and arguments. Sends nothing until the benchmark has set the message over IPC. */
export function createBroadcast(send) {
  let version = 0
  let message = null
  let tickMs = 0
  let told = 0
  let lastAt = 0
  let timer

  process.on('message', (order) => {
    if (order.message === undefined) return
    message = order.message
    tickMs = order.tickMs
    version = order.version
    told = version
  })

  function tell() {
    timer = undefined
    lastAt = performance.now()
    const args = structuredClone(message.args)
    if (message.event === 'update') Object.assign(args[0], { from: told, to: version })
    else [args[1], args[2]] = [version, version - told]
    told = version
    send(message.event, ...args)
  }

  return {
    /** The answer to a command, with the same bytes as ours. */
    answerTo(command) {
      version += 1
      const outcome = {
        state: 'confirmed',
        code: 'AAAAA',
        attendanceId: 'attendance_id_16',
        meetingId: command.payload.meetingId,
      }
      return { ok: true, version, outcome }
    },
    announce() {
      if (message === null) return
      timer ??= setTimeout(tell, Math.max(0, lastAt + tickMs - performance.now()))
    },
  }
}

export function listen(http) {
  http.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
    process.send({ port: http.address().port })
  })
  process.on('disconnect', () => process.exit(0))
}
