import { api, Problem } from '../api/client'
import { over, RunReader, type RunEvent } from '../api/events'
import { Latest } from '../api/latest'
import type { Control, Figures, Frame, LabDetail, MetricsBlock, Run } from '../api/types'
import type { Settling } from '../base/settled.svelte'
import { Series } from '../views/curves/series'
import { Moments } from './moments'

/** The list of keyframes is asked for at most once in this time. */
const KEYFRAMES_MS = 1000

/** A run on the server as this page follows it: state, newest frame, curves, and the past where the user looks at it. */
export class LiveRun {
  run: Run
  figures: Figures
  readonly series = new Series()
  readonly moments: Moments
  /** Grows with every block of metrics. */
  version = $state(0)
  frame = $state.raw<Frame | null>(null)
  lost = $state(false)
  /** How many frames have come. */
  frames = 0
  keyframes = $state.raw<number[]>([])
  /** The step looked at on the timeline; null follows the run. */
  viewed = $state<number | null>(null)
  /** The last step when the user began to look back: the timeline does not grow under the hand. */
  #frozen = $state(0)
  past = $state.raw<Frame | null>(null)
  /** The curves of the run this one was forked from. */
  parent = $state.raw<Series | null>(null)
  /** Whether the pictures are those of the parent at the same step. */
  comparing = $state(false)
  #parentFrame = $state.raw<Frame | null>(null)

  readonly #ownFrame = $derived(this.viewed === null ? this.frame : (this.past ?? this.frame))
  readonly shownFrame = $derived((this.comparing && this.#parentFrame) || this.#ownFrame)

  #reader: RunReader | null = null
  /** Those who wait for a frame. */
  #waiting: (() => void)[] = []
  #commands: Promise<unknown> = Promise.resolve()
  #keyframes: Latest<null>
  #past: Latest<number>
  #beside: Latest<{ parent: string; step: number }>

  constructor(
    lab: LabDetail,
    run: Run,
    figures: Figures,
    readonly settling: Settling,
    readonly gone: (error: Problem) => void,
  ) {
    this.moments = new Moments(lab.metrics, lab.moments)
    this.run = $state.raw(run)
    this.figures = $state.raw(figures)
    this.#past = new Latest(async (step) => {
      const frame = await api.keyframe(this.run.id, step).catch(() => null)
      if (frame && this.viewed !== null) this.past = frame
    })
    this.#beside = new Latest(async ({ parent, step }) => {
      this.#parentFrame = await api.keyframe(parent, step).catch(() => null)
    })
    this.#keyframes = new Latest(async () => {
      const list = await api.keyframes(this.run.id).catch(() => null)
      if (list) this.keyframes = list.map((item) => item.step)
      await new Promise((resolve) => setTimeout(resolve, KEYFRAMES_MS))
    })
  }

  /** Whether nothing can happen to it any more. */
  get ended(): boolean {
    return over(this.run)
  }

  get playing(): boolean {
    return this.run.state === 'playing' || (this.run.state === 'queued' && this.#wantsPlay)
  }

  #wantsPlay = $state(false)

  follow(): void {
    this.#reader ??= new RunReader(this.run.id, this.series.last, {
      event: (event) => this.#event(event),
      connection: (state) => {
        this.lost = state === 'lost'
        if (this.lost) this.#tell()
      },
      refused: () => void this.#refused(),
    })
    this.#keyframes.offer(null)
    void this.#meetParent()
  }

  /** The parent's curves, where it still exists. */
  async #meetParent(): Promise<void> {
    if (this.run.parent === null) return
    const block = await api.metrics(this.run.parent).catch(() => null)
    if (!block) return
    const series = new Series()
    series.push(block)
    this.parent = series
  }

  /** Shows the parent's pictures at the step in view, or this run's own again. */
  compare(on: boolean): void {
    this.comparing = on
    if (on) this.#followParent()
    else this.#parentFrame = null
  }

  #followParent(): void {
    const { parent, step } = this.run
    if (parent !== null) this.settling.during(this.#beside.offer({ parent, step: this.viewed ?? step }))
  }

  /** A run that can only be viewed has no stream: its history is fetched instead. One that is gone says so then. */
  async #refused(): Promise<void> {
    try {
      this.run = await api.run(this.run.id)
      const frame = api.keyframe(this.run.id, this.run.step)
      if (this.series.last === 0) this.#push(await api.metrics(this.run.id))
      this.frame = await frame
      this.version++
      this.lost = false
    } catch (error) {
      if (error instanceof Problem) this.gone(error)
      else this.lost = true
    }
  }

  /** The run as an answer or an event has it: these overtake each other, and steps never go back. */
  take(run: Run): void {
    if (run.revision < this.run.revision) return // answers and events overtake each other
    this.run = { ...run, step: Math.max(run.step, this.run.step) }
  }

  close(): void {
    this.#reader?.close()
    this.#reader = null
    this.#tell()
  }

  /** Resolves when a frame of this step or a later one has come after the first `before`, or when none will come. */
  async shows(step: number, before = 0): Promise<void> {
    while (this.#reader?.open && !(this.frames > before && this.frame && this.frame.step >= step)) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
  }

  #tell(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  /** Commands reach the server in the order in which they were given. */
  control(control: Control): Promise<void> {
    if (control.action === 'play') this.#wantsPlay = true
    else if (control.action !== 'step') this.#wantsPlay = false
    const sent = this.#commands.then(async () => {
      this.take(await api.control(this.run.id, control))
    })
    this.#commands = sent.catch(() => undefined)
    this.settling.during(sent.then(() => this.shows(this.run.step)))
    return sent
  }

  /** Resolves when every command given so far is in force. */
  get settled(): Promise<unknown> {
    return this.#commands
  }

  /** Where the timeline ends. */
  get end(): number {
    return this.viewed === null ? this.run.step : this.#frozen
  }

  look(step: number | null): void {
    if (this.viewed === null) this.#frozen = this.run.step
    this.viewed = step
    if (step === null) this.past = null
    else this.settling.during(this.#past.offer(step))
    if (this.comparing) this.#followParent()
  }

  #push(block: MetricsBlock): void {
    this.series.push(block)
    this.moments.push(block)
  }

  #event(event: RunEvent): void {
    switch (event.kind) {
      case 'state': {
        const { playing } = this
        this.take(event.run)
        if (playing && !this.playing) this.settling.during(this.shows(this.run.step))
        this.#keyframes.offer(null)
        break
      }
      case 'metrics':
        this.#push(event.block)
        this.version++
        if (this.series.last > this.run.step) this.run = { ...this.run, step: this.series.last }
        this.#keyframes.offer(null)
        break
      case 'frame':
        this.frame = event.frame
        this.frames++
        this.#tell()
        break
      case 'end':
        this.take(event.run)
        this.lost = false
        this.#keyframes.offer(null)
        this.#tell()
        break
    }
  }
}
