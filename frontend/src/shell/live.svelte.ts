import { api, Problem } from '../api/client'
import { over, RunReader, type RunEvent } from '../api/events'
import { sameJson } from '../api/guards'
import { Latest } from '../api/latest'
import type { Control, Figures, Frame, LabDetail, MetricsBlock, Run } from '../api/types'
import type { Settling } from '../base/settled.svelte'
import { Series } from '../views/curves/series'
import type { Told } from './happening'
import { Moments } from './moments'
import { ancestry, Past, until } from './past.svelte'
import { lastBy, recall } from './recalled'
import { pages, type Place } from './ribbon/cells'

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
  readonly past: Past
  /** Where the user stays in the past; null follows the run. */
  stay = $state.raw<Place | null>(null)
  /** What the user points at meanwhile. */
  #pointed = $state.raw<Place | null>(null)
  /** The last step when the user began to look back: the ribbon does not grow under the hand. */
  #frozen = $state(0)
  #seen = $state.raw<Frame | null>(null)
  /** The curves of the run this one was forked from. */
  parent = $state.raw<Series | null>(null)
  ancestor = $state.raw<Past | null>(null)

  /** The place in the past that is shown; null where it is the newest picture. */
  readonly shown = $derived(this.#pointed ?? this.stay)
  readonly shownFrame = $derived(this.shown === null ? this.frame : (this.#seen ?? this.frame))

  /** The first picture of a fork, where that is still the state of its parent. */
  #born = $state.raw<Frame | null>(null)
  #reader: RunReader | null = null
  /** Those who wait for a frame. */
  #waiting: (() => void)[] = []
  #commands: Promise<unknown> = Promise.resolve()
  #look: Latest<Place>

  constructor(
    readonly lab: Pick<LabDetail, 'metrics' | 'moments'>,
    run: Run,
    figures: Figures,
    readonly settling: Settling,
    readonly gone: (error: Problem) => void,
  ) {
    this.moments = new Moments(lab.metrics, lab.moments)
    this.run = $state.raw(run)
    this.figures = $state.raw(figures)
    this.past = new Past(run, null, () => this.run.step)
    this.#look = new Latest(async (place) => {
      const [frame] = await Promise.all([this.pastOf(place).frame(place.step), this.recall(place)])
      if (frame && sameJson({ ...place }, { ...this.shown })) this.#seen = frame
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
    void this.#meetPast()
  }

  /** The past of the run that this one was forked from, where it still exists; nothing is told without all that was. */
  async #meetPast(): Promise<void> {
    const { parent } = this.run
    const found = parent === null ? null : await ancestry(parent)
    if (found) {
      this.ancestor = found.past
      this.parent = Series.of(found.blocks)
    }
    if (parent !== null && !found?.whole) return
    await this.shows(0) // nothing delays the first picture
    const start = { step: 0, of: 'own' } as const
    await this.pastOf(start).frame(0)
    const begun = Object.keys(this.lab.metrics).flatMap((name) => {
      const value = this.valueAt(name, start)
      return value === null ? [] : [[name, value] as const]
    })
    this.moments.begin(Object.fromEntries(begun), until(this.past.first, found?.blocks ?? []))
    this.version++
  }

  /** The run that made what is at a place: before the fork that is the parent, in both rows. */
  pastOf({ step, of }: Place): Past {
    const parent = of === 'parent' || step < this.past.first ? this.ancestor : null
    return parent?.owner(step) ?? this.past
  }

  /** The value of a metric as it is shown. */
  value(name: string): number | null {
    const { shown } = this
    if (shown !== null) return this.valueAt(name, shown)
    return this.rest?.values[name] ?? this.series.curves.get(name)?.last.value ?? null
  }

  /** What the newest picture measures, where it rests. */
  readonly rest = $derived.by(() => {
    const { frame, shown } = this
    if (!frame?.metrics || shown !== null || frame.step < this.series.last) return null
    return { step: frame.step, values: frame.metrics }
  })

  /** The one value of a metric at a place: of the state, where the page knows that, else what the curve had by then. */
  valueAt(name: string, place: Place): number | null {
    const { step, of } = place
    const { first } = this.past
    const born = of === 'parent' && step === first ? this.#born?.metrics?.[name] : null
    const measured = this.pastOf(place).measured(name, step) ?? born ?? null
    if (measured !== null) return measured
    const own = of === 'own' && step > first ? lastBy(this.series, this.past, name, step) : null
    if (own !== null || !this.parent) return own ?? null
    return lastBy(this.parent, this.ancestor, name, of === 'own' ? Math.min(step, first) : step) ?? null
  }

  /** Asks for the values at a place, where the curves do not hold each of them any more. */
  async recall({ step, of }: Place): Promise<void> {
    const before = of === 'own' ? Math.min(step, this.past.first) : step
    await Promise.all([
      of === 'own' && step > before && recall(this.series, this.past, step),
      this.parent && recall(this.parent, this.ancestor, before),
    ])
  }

  /** The best value of a metric so far, those of states at rest included; null where none was better than the start. */
  best(name: string): Told | null {
    const before = this.ancestor?.measurements(name, this.past.first) ?? []
    return this.moments.best(name, [...before, ...this.past.measurements(name)])
  }

  /** A run that can only be viewed has no stream: its history is fetched instead. One that is gone says so then. */
  async #refused(): Promise<void> {
    try {
      this.run = await api.run(this.run.id)
      const frame = api.keyframe(this.run.id, this.run.step)
      if (this.series.last === 0) this.#push(await api.metrics(this.run.id))
      this.frame = await frame
      this.past.note(this.frame)
      this.past.refresh()
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
    if ('action' in control && control.action !== 'step') this.#wantsPlay = control.action === 'play'
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

  /** Where the ribbon ends. */
  get end(): number {
    return this.shown === null ? this.run.step : this.#frozen
  }

  /** The step of this run at which the user stays. */
  get viewed(): number | null {
    return this.stay?.of === 'own' ? this.stay.step : null
  }

  /** Stays at a step; null follows the run again. */
  look(step: number | null, of: Place['of'] = 'own'): void {
    this.#show(() => {
      this.stay = step === null ? null : { step, of }
      this.#pointed = null
    })
  }

  /** Shows a place for as long as it is pointed at. */
  point(place: Place | null): void {
    if (place !== null || this.#pointed !== null) this.#show(() => (this.#pointed = place))
  }

  /** Stays at the keyframe at or before a step; at the end it follows the run again. */
  lookNear(step: number): void {
    const kept = this.pastOf({ step, of: 'own' }).keyframe(step)
    this.look(step >= this.end ? null : kept)
  }

  /** Turns a page in the pictures of the run, back or on; false where there is none. */
  turn(by: -1 | 1): boolean {
    const at = this.shown?.step ?? this.end
    const kept = pages(this.past.first, this.end)
    const step = by < 0 ? kept.findLast((page) => page < at) : kept.find((page) => page > at)
    if (step !== undefined) this.look(step === this.end ? null : step)
    return step !== undefined
  }

  #show(change: () => void): void {
    if (this.shown === null) this.#frozen = this.run.step
    change()
    const { shown } = this
    if (shown === null) this.#seen = null
    else this.settling.during(this.#look.offer(shown))
  }

  #push(block: MetricsBlock): void {
    this.series.push(block)
    this.moments.push(block)
  }

  /** What is kept is asked for after the first picture: nothing delays that. */
  #lookBack(): void {
    if (this.frames > 0) this.past.refresh()
  }

  #event(event: RunEvent): void {
    switch (event.kind) {
      case 'state': {
        const { playing } = this
        this.take(event.run)
        if (playing && !this.playing) this.settling.during(this.shows(this.run.step))
        this.#lookBack()
        break
      }
      case 'metrics':
        this.#push(event.block)
        this.version++
        if (this.series.last > this.run.step) this.run = { ...this.run, step: this.series.last }
        this.#lookBack()
        break
      case 'frame':
        this.frame = event.frame
        this.past.note(event.frame)
        this.frames++
        if (this.frames === 1) this.#lookBack()
        if (this.frames === 1 && event.frame.step === this.past.first) this.#born = event.frame
        this.#tell()
        break
      case 'end':
        this.take(event.run)
        this.lost = false
        this.past.refresh()
        this.#tell()
        break
    }
  }
}
