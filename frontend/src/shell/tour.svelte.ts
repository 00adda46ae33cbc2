import type { Tour } from '../api/types'
import { valueAt } from '../controls/values'
import { verdictOf } from './prediction'
import type { LabSession } from './session.svelte'

export const STEPS = ['predict', 'watch', 'accident', 'back', 'fork', 'two', 'end'] as const
export type Step = (typeof STEPS)[number]

/** Less than the full factor still counts: a slider seldom stops at exactly 30 times. */
const ENOUGH = 0.8

/**
 * The guided first minute. It only watches: each step is over when the user has done what it asks for, in whatever way
 * they did it.
 */
export class TourGuide {
  step = $state<Step>('predict')
  /** Where the accident happened, and the value before it. */
  accident = $state.raw<{ run: string; step: number } | null>(null)
  readonly #usual: number
  #begun = 0

  constructor(
    readonly tour: Tour,
    readonly session: LabSession,
  ) {
    this.#usual = this.#value()
  }

  /** The parameter that breaks the run, as it stands. */
  #value(): number {
    const value = valueAt(this.session.params, [this.tour.accident.param])
    return typeof value === 'number' ? value : NaN
  }

  /** Whether the run in view is a fork from before the accident, with the rate of before. */
  get #rescued(): boolean {
    const run = this.session.live?.run
    if (!run || !this.accident || run.parent !== this.accident.run) return false
    return (run.fork_step ?? 0) < this.accident.step && this.#value() < ENOUGH * this.worse
  }

  get worse(): number {
    return this.#usual * this.tour.accident.times
  }

  /** Looks at the page and moves on by one step where that is due. */
  look(): void {
    const { live } = this.session
    switch (this.step) {
      case 'predict':
        if (live && live.run.step > 0) this.step = 'watch'
        break
      case 'watch':
        if (!live) this.step = 'predict'
        else if (live.version >= 0 && verdictOf(this.tour.prediction, live.series, live.run.step, live.ended))
          this.step = 'accident'
        break
      case 'accident':
        if (live && this.#value() >= ENOUGH * this.worse) {
          this.accident = { run: live.run.id, step: live.run.step }
          this.#begun = live.run.step
          this.step = 'back'
        }
        break
      case 'back':
        if (this.#rescued) this.step = 'two'
        else if (this.accident && live && live.viewed !== null && live.viewed < this.accident.step)
          this.step = 'fork'
        break
      case 'fork':
        if (this.#rescued) {
          this.#begun = live?.run.step ?? 0
          this.step = 'two'
        } else if (!live || live.viewed === null || live.viewed >= (this.accident?.step ?? 0))
          this.step = 'back'
        break
      case 'two':
        if (
          live &&
          live.run.parent !== null &&
          live.run.step > Math.max(this.#begun, live.run.fork_step ?? 0)
        ) {
          this.step = 'end'
        }
        break
      case 'end':
        break
    }
  }

  /** Makes the accident happen for those who cannot find the slider. */
  breakIt(): void {
    const control = this.session.controls.find((item) => item.path.join('.') === this.tour.accident.param)
    if (!control) return
    this.session.set(control, Number(this.worse.toPrecision(3)))
    const live = this.session.live
    if (live && !live.playing) this.session.runner.play()
  }
}
