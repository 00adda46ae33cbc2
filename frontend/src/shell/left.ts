import { api } from '../api/client'
import type { Run } from '../api/types'
import { whyEnded } from './ended'

/** Ends a run that nobody wants any more. */
export const ended = (run: Run): Promise<unknown> => api.control(run.id, { action: 'stop' })

/** The run that was left last: it waits, and it alone can be taken back. The one before it ends, so that none piles up. */
export class Left {
  #last: Run | null = null

  /** The run that can be taken back. */
  get id(): string | null {
    return this.#last?.id ?? null
  }

  leave(run: Run): void {
    const { id, state } = run
    // A run that has ended can still be looked at and forked; there is nothing to stop.
    if (this.#last && !whyEnded(this.#last)) void ended(this.#last).catch(() => undefined)
    this.#last = run
    if (state === 'playing' || state === 'queued') {
      void api.control(id, { action: 'pause' }).catch(() => undefined)
    }
  }

  takeBack(id: string): void {
    if (this.#last?.id === id) this.#last = null
  }
}
