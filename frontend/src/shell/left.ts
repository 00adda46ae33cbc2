import { api } from '../api/client'
import type { Run } from '../api/types'

/** The run that was left last: it waits, and it alone can be taken back. The one before it ends, so that none piles up. */
export class Left {
  #id: string | null = null

  leave({ id, state }: Run): void {
    // A run that has ended can still be looked at and forked.
    if (this.#id !== null) void api.control(this.#id, { action: 'stop' }).catch(() => undefined)
    this.#id = id
    if (state === 'playing' || state === 'queued') {
      void api.control(id, { action: 'pause' }).catch(() => undefined)
    }
  }

  takeBack(id: string): void {
    if (this.#id === id) this.#id = null
  }
}
