import { unpack } from '../api/arrays'
import type { MetricsBlock, Moment } from '../api/types'
import { Best } from './best'
import type { Happening, Told, Watch, Watched } from './happening'
import { Hurt } from './hurt'
import { Jump, Reaching, Relapse } from './watches'

/**
 * A run is told from its beginning, the steps before a fork included: until these are known, what comes waits, since
 * nothing can be called the first or the best of a record of which only the end is there.
 */
export class Moments {
  /** In the order of their steps. */
  readonly happened: Happening[] = []
  readonly #watches: [metric: string, watch: Watch][] = []
  readonly #hurts: Hurt[] = []
  readonly #bests = new Map<string, Best>()
  #waiting: (() => void)[] | null = []

  constructor(metrics: { [name: string]: Watched }, moments: readonly Moment[]) {
    for (const moment of moments) this.#watches.push([moment.metric, new Reaching(moment)])
    for (const [name, metric] of Object.entries(metrics)) {
      if (metric.better && metric.headline) {
        const best = new Best(name, metric)
        const hurt = new Hurt(name, metric)
        this.#bests.set(name, best)
        this.#hurts.push(hurt)
        this.#watches.push([name, best], [name, hurt])
      }
      if (metric.better === 'less') this.#watches.push([name, new Jump(name)])
      if (metric.better === 'more' && metric.percent) this.#watches.push([name, new Relapse(name)])
    }
  }

  /** What was before the run's own record: the metrics of its start, where it was measured, and of earlier runs. */
  begin(start: { [name: string]: number } | null, before: readonly MetricsBlock[]): void {
    const waiting = this.#waiting ?? []
    this.#waiting = null
    for (const [name, watch] of this.#watches) {
      const value = start?.[name]
      if (value !== undefined) watch.begin?.(value)
    }
    for (const block of before) this.#take(block)
    for (const act of waiting) act()
  }

  push(block: MetricsBlock): void {
    this.#inTurn(() => this.#take(block))
  }

  /** A hand takes hold of a parameter, or lets go of it. */
  hold(held: boolean): void {
    this.#inTurn(() => this.#hurts.forEach((hurt) => hurt.hold(held)))
  }

  /** The best value of a headline so far, of the record or of others; null where none was better than the start. */
  best(metric: string, others: readonly Told[] = []): Told | null {
    return this.#bests.get(metric)?.among(others) ?? null
  }

  #inTurn(act: () => void): void {
    if (this.#waiting) this.#waiting.push(act)
    else act()
  }

  #take(block: MetricsBlock): void {
    const fresh: Happening[] = []
    for (const [name, packed] of Object.entries(block.series)) {
      const watches = this.#watches.filter(([metric]) => metric === name)
      if (watches.length === 0) continue
      const values = unpack(packed)
      for (let index = 0; index < block.n; index++) {
        const value = values[index] ?? NaN
        if (!Number.isFinite(value)) continue
        for (const [, watch] of watches) {
          const happening = watch.watch(block.first + index, value)
          if (happening) fresh.push(happening)
        }
      }
    }
    if (fresh.length === 0) return
    this.happened.push(...fresh)
    this.happened.sort((a, b) => a.step - b.step) // what was the best, or healed, is told a little later
  }

  /** The last thing that had happened by a step. */
  by(step: number): Happening | null {
    return this.happened.findLast((happening) => happening.step <= step) ?? null
  }
}
