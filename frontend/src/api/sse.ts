/** One event of a `text/event-stream`. */
export interface StreamEvent {
  event: string
  data: string
  id: string | null
}

/**
 * The framing of server-sent events (WHATWG HTML 9.2.6): feed it text in any pieces, it returns the events completed by
 * them. Comments (the server's ping) are dropped.
 */
export class EventParser {
  #rest = ''
  #event = ''
  #data: string[] = []
  #id: string | null = null

  feed(text: string): StreamEvent[] {
    const events: StreamEvent[] = []
    this.#rest += text
    // A carriage return at the very end may be the first half of a line end.
    const lines = this.#rest.split(/\r\n|\n|\r(?=[^])/)
    this.#rest = lines.pop() ?? ''
    for (const line of lines) {
      const event = this.#line(line)
      if (event) events.push(event)
    }
    return events
  }

  #line(line: string): StreamEvent | null {
    if (line === '') return this.#dispatch()
    const colon = line.indexOf(':')
    if (colon === 0) return null
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'event') this.#event = value
    else if (field === 'data') this.#data.push(value)
    else if (field === 'id') this.#id = value
    return null
  }

  #dispatch(): StreamEvent | null {
    const event =
      this.#data.length > 0
        ? { event: this.#event || 'message', data: this.#data.join('\n'), id: this.#id }
        : null
    this.#event = ''
    this.#data = []
    this.#id = null
    return event
  }
}
