import { Kept } from '../base/kept.svelte'
import type { LabDetail } from '../api/types'
import type { LiveRun } from './live.svelte'
import type { Runner } from './runner.svelte'
import type { Settings } from './settings.svelte'
import { stillFor } from './still'

/** Where a lab names no speed of its own. */
const FIRST = 20
/** Every `TURN_MS` without an event it goes so much faster, up to the lab's own bound or this. */
const TURN_MS = 600
const FASTER = 1.5
const FASTEST = 2000
/** After an event it goes as slowly as at first for so long. */
const WATCH_MS = 2000

const kept = new Kept('director')

/** What is driven: a page with its run. */
interface Driven {
  readonly lab: LabDetail
  readonly live: LiveRun | null
  readonly runner: Runner
  readonly settings: Settings
  /** The speed at which what is shown begins, where the lab or the preset names one. */
  readonly speed: number | null
  /** Beyond its top speed nothing can be watched. */
  readonly pace: { readonly top_speed: number | null }
}

/** Sets the speed of a run that is watched: slow at first and at events, faster where nothing happens, and an end. */
export class Director {
  #on = $state(kept.value !== 'off')
  /** For how many steps nothing has moved, where it therefore stopped the run. */
  still = $state(0)
  #seen = 0
  #slowUntil = 0
  #stopAgain = 0

  /** A boolean of its own: a run tells of itself many times a second. */
  readonly #driving = $derived.by(() => this.#on && (this.session.live?.playing ?? false))

  constructor(readonly session: Driven) {}

  get on(): boolean {
    return this.#on
  }

  /** `kept`: whether the next page begins so, too. */
  set(on: boolean, remember = true): void {
    this.#on = on
    if (remember) kept.keep(on ? 'on' : 'off')
  }

  /** The speed at which what is to be watched begins. */
  get first(): number {
    return this.session.speed ?? FIRST
  }

  /** Drives while it is on and the run plays; what it returns stops it. */
  drive(): (() => void) | undefined {
    if (!this.#driving) return undefined
    this.still = 0
    const timer = setInterval(() => this.#turn(), TURN_MS)
    return () => clearInterval(timer)
  }

  #turn(): void {
    const { live, runner, settings, lab, pace } = this.session
    if (!live?.playing || live.viewed !== null) return
    const { step } = live.run
    const curves = Object.entries(lab.metrics).flatMap(([name, { better }]) => {
      const curve = better ? live.series.curves.get(name) : undefined
      return curve ? [curve] : []
    })
    const still = step >= this.#stopAgain ? stillFor(curves, step) : 0
    if (still > 0) {
      this.still = still
      this.#stopAgain = 2 * step
      runner.toggle()
      return
    }
    const events = live.moments.happened.filter(({ kind }) => kind !== 'best').length
    if (events > this.#seen) this.#slowUntil = performance.now() + WATCH_MS
    this.#seen = events
    const most = pace.top_speed ?? FASTEST
    const speed = settings.speed ?? most
    const wanted =
      performance.now() < this.#slowUntil ? this.first : Math.min(most, Math.round(speed * FASTER))
    if (wanted !== settings.speed) runner.setSpeed(wanted)
  }
}
