import { API } from './client'
import { EventParser, type StreamEvent } from './sse'
import type { Frame, MetricsBlock, Run } from './types'
import { waiting } from './waiting.svelte'

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
  refused(): void
}

/** The server pings every 15 s; silence for longer than this means that the connection is dead. */
const SILENCE_MS = 40_000
const DELETED = 'deleted'
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
  #lost = false

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

  /** Whether more is to be expected: not while the page is hidden, the server away, or when all has come. */
  get open(): boolean {
    return !this.#closed && !this.#lost && !document.hidden
  }

  #stop(): void {
    clearTimeout(this.#timer)
    this.#abort?.abort()
    this.#abort = null
  }

  #visibility = (): void => {
    this.#stop()
    if (!document.hidden && !this.#closed) void this.#open()
  }

  async #open(): Promise<void> {
    const abort = new AbortController()
    this.#abort = abort
    try {
      const headers: Record<string, string> = { accept: 'text/event-stream' }
      if (this.#last > 0) headers['last-event-id'] = String(this.#last)
      const path = `${API}/runs/${encodeURIComponent(this.id)}/events`
      const asked = fetch(path, { headers, signal: abort.signal, cache: 'no-store' })
      const response = await waiting.during(asked)
      if (response.status >= 400 && response.status < 500 && response.status !== 429) {
        this.#closed = true
        this.listener.refused()
        return
      }
      if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`)
      this.#failures = 0
      this.#lost = false
      this.listener.connection('open')
      await this.#read(response.body, abort)
    } catch {
      // Every failure leads to the retry below; an abort of our own does not.
    }
    if (abort.signal.reason === DELETED) {
      this.#timer = setTimeout(() => void this.#open(), RETRY_MS[0])
      return
    }
    if (abort.signal.aborted || this.#closed) return
    this.#lost = true
    this.listener.connection('lost')
    const wait = RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)]
    this.#timer = setTimeout(() => void this.#open(), wait)
  }

  async #read(body: ReadableStream<Uint8Array>, abort: AbortController): Promise<void> {
    const reader = body.getReader()
    const decoder = new TextDecoder()
    const parser = new EventParser()
    for (;;) {
      const silence = setTimeout(() => void reader.cancel().catch(() => undefined), SILENCE_MS)
      const { done, value } = await reader.read().finally(() => clearTimeout(silence))
      if (done || abort.signal.aborted) return
      for (const event of parser.feed(decoder.decode(value, { stream: true }))) {
        this.#deliver(event)
        if (this.#closed || abort.signal.aborted) return
      }
    }
  }

  #deliver({ event, data }: StreamEvent): void {
    switch (event) {
      case 'state': {
        const run: Run = JSON.parse(data)
        return this.listener.event({ kind: event, run })
      }
      case 'metrics': {
        const block: MetricsBlock = JSON.parse(data)
        this.#last = Math.max(this.#last, block.first + block.n - 1)
        return this.listener.event({ kind: event, block })
      }
      case 'frame': {
        const frame: Frame = JSON.parse(data)
        return this.listener.event({ kind: event, frame })
      }
      case 'end': {
        const run: Run = JSON.parse(data)
        // The end of a run that could go on means that it is being deleted: the next answer says whether it was.
        if (!over(run)) return this.#abort?.abort(DELETED)
        this.#closed = true
        return this.listener.event({ kind: event, run })
      }
    }
  }
}

/** Whether nothing can happen to a run any more. */
export function over(run: Run): boolean {
  return !run.resumable || run.state === 'done' || run.state === 'diverged' || run.state === 'failed'
}
