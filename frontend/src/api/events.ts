import { API } from './client'
import { EventParser, type StreamEvent } from './sse'
import type { Frame, MetricsBlock, Run } from './types'

export type RunEvent =
  | { kind: 'state'; run: Run }
  | { kind: 'metrics'; block: MetricsBlock }
  | { kind: 'frame'; frame: Frame }
  | { kind: 'end'; run: Run }

export interface Listener {
  event(event: RunEvent): void
  /** `lost` while the server does not answer; the reader keeps trying. */
  connection(state: 'open' | 'lost'): void
  /** The server answers, but not with this run. */
  refused(status: number): void
}

/** The server pings every 15 s; silence for longer than this means that the connection is dead. */
const SILENCE_MS = 40_000
const RETRY_MS = [250, 500, 1000, 2000, 4000]

/**
 * The page's one event stream: follows a run from `after`, asks again from the last step received when the connection
 * breaks, is closed while the page is hidden and opened again when it is seen.
 */
export class RunReader {
  #last: number
  #abort: AbortController | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #closed = false

  constructor(
    readonly id: string,
    after: number,
    readonly listener: Listener,
  ) {
    this.#last = after
    document.addEventListener('visibilitychange', this.#visibility)
    if (!document.hidden) void this.#open()
  }

  close(): void {
    this.#closed = true
    document.removeEventListener('visibilitychange', this.#visibility)
    this.#stop()
  }

  #stop(): void {
    clearTimeout(this.#timer)
    this.#abort?.abort()
    this.#abort = null
  }

  #visibility = (): void => {
    this.#stop()
    if (!document.hidden) void this.#open()
  }

  async #open(): Promise<void> {
    const abort = new AbortController()
    this.#abort = abort
    let ended = false
    try {
      const headers: Record<string, string> = { accept: 'text/event-stream' }
      if (this.#last > 0) headers['last-event-id'] = String(this.#last)
      const path = `${API}/runs/${encodeURIComponent(this.id)}/events`
      const response = await fetch(path, { headers, signal: abort.signal, cache: 'no-store' })
      if (response.status >= 400 && response.status < 500 && response.status !== 429) {
        this.#closed = true
        this.listener.refused(response.status)
        return
      }
      if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`)
      this.#failures = 0
      this.listener.connection('open')
      ended = await this.#read(response.body, abort)
    } catch {
      // Every failure leads to the retry below; an abort of our own does not.
    }
    if (ended || abort.signal.aborted || this.#closed) return
    this.listener.connection('lost')
    const wait = RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)]
    this.#timer = setTimeout(() => void this.#open(), wait)
  }

  /** True when the server said that nothing more will come. */
  async #read(body: ReadableStream<Uint8Array>, abort: AbortController): Promise<boolean> {
    const reader = body.getReader()
    const decoder = new TextDecoder()
    const parser = new EventParser()
    for (;;) {
      const silence = setTimeout(() => void reader.cancel().catch(() => undefined), SILENCE_MS)
      const { done, value } = await reader.read().finally(() => clearTimeout(silence))
      if (done || abort.signal.aborted) return false
      for (const event of parser.feed(decoder.decode(value, { stream: true }))) {
        if (this.#deliver(event)) return true
      }
    }
  }

  #deliver(event: StreamEvent): boolean {
    switch (event.event) {
      case 'state': {
        const run: Run = JSON.parse(event.data)
        this.listener.event({ kind: 'state', run })
        return false
      }
      case 'metrics': {
        const block: MetricsBlock = JSON.parse(event.data)
        this.#last = Math.max(this.#last, block.first + block.n - 1)
        this.listener.event({ kind: 'metrics', block })
        return false
      }
      case 'frame': {
        const frame: Frame = JSON.parse(event.data)
        this.listener.event({ kind: 'frame', frame })
        return false
      }
      case 'end': {
        const run: Run = JSON.parse(event.data)
        this.listener.event({ kind: 'end', run })
        return true
      }
      default:
        return false
    }
  }
}
