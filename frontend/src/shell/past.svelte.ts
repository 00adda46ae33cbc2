import { SvelteMap } from 'svelte/reactivity'
import { api } from '../api/client'
import { Latest } from '../api/latest'
import type { Frame, JsonObject, LogLine, MetricsBlock, Run, Told } from '../api/types'

/** The list of keyframes and changes is asked for at most once in this time. */
const ASKED_MS = 1000
/** Pictures that are kept here: those of two rows of the ribbon, and some that were looked at. */
const MOST_FRAMES = 40

/** What is kept of a run: the steps that can be looked at, their pictures, and what was changed when. */
export class Past {
  keyframes = $state.raw<number[]>([])
  log = $state.raw<LogLine[]>([])
  /** What was measured of a state as it stood, by its step. */
  readonly #measured = new SvelteMap<number, NonNullable<Frame['metrics']>>()
  /** What its record had by a step: the last value of each metric. */
  readonly #told = new SvelteMap<number, Told['metrics']>()
  readonly #frames = new Map<number, Promise<Frame | null>>()
  readonly #refresh: Latest<null>
  #turn: Promise<unknown> = Promise.resolve()

  /** `now` is the step that the run has come to: what is drawn there may still change. */
  constructor(
    readonly run: Run,
    readonly parent: Past | null,
    readonly now: () => number = () => Infinity,
  ) {
    this.#refresh = new Latest(async () => {
      const [list, log] = await Promise.all([
        api.keyframes(run.id).catch(() => null),
        api.log(run.id).catch(() => null),
      ])
      if (list) this.keyframes = list.map(({ step }) => step)
      if (log) this.log = log
      await new Promise((resolve) => setTimeout(resolve, ASKED_MS))
    })
  }

  /** Where the run's own past begins. */
  get first(): number {
    return this.run.fork_step ?? 0
  }

  /** Asks the server what there is by now. */
  refresh(): void {
    void this.#refresh.offer(null)
  }

  /** The run that made a step: this one or one that it was forked from. */
  owner(step: number): Past {
    return step < this.first && this.parent ? this.parent.owner(step) : this
  }

  /** The keyframe at or before a step. */
  keyframe(step: number): number {
    const { keyframes } = this.owner(step)
    return keyframes.findLast((kept) => kept <= step) ?? step
  }

  /** The keyframe nearest to a step. */
  nearest(step: number): number {
    const before = this.keyframe(step)
    const after = this.owner(step).keyframes.find((kept) => kept > step) ?? Infinity
    return after - step < step - before ? after : before
  }

  /** The picture of the keyframe at or before a step. */
  frame(step: number): Promise<Frame | null> {
    const owner = this.owner(step)
    return owner === this ? this.#frame(step) : owner.frame(step)
  }

  /** The keyframe at or before a step; null as long as the list does not reach it. */
  reached(step: number): number | null {
    const owner = this.owner(step)
    return step > (owner.keyframes.at(-1) ?? -1) ? null : owner.keyframe(step)
  }

  /** As `frame`, when what was asked for before has come, if it is still wanted then: a row of cells is no rush. */
  inTurn(step: number, wanted: () => boolean): Promise<Frame | null> {
    const turn = this.#turn.then(() => (wanted() ? this.frame(step) : null))
    this.#turn = turn
    return turn
  }

  #frame(step: number): Promise<Frame | null> {
    // What the list does not reach yet the server knows.
    const kept = this.reached(step) ?? step
    const known = this.#frames.get(kept)
    if (known) {
      this.#frames.delete(kept)
      this.#frames.set(kept, known)
      return known
    }
    const asked = api.keyframe(this.run.id, kept).then(
      (frame) => {
        if (!this.#measured.has(frame.step)) this.note(frame)
        return frame
      },
      () => null,
    )
    if (kept < this.now()) this.#keep(kept, asked)
    return asked
  }

  /** Keeps what a picture says was measured. */
  note({ step, metrics }: Frame): void {
    if (metrics) this.#measured.set(step, metrics)
  }

  /** A metric of the state as it stood after a step, where the page knows it. */
  measured(name: string, step: number): number | null {
    return this.owner(step).#measured.get(step)?.[name] ?? null
  }

  /** Every state whose metric was measured as it stood, up to a step. */
  measurements(name: string, until = Infinity): { step: number; value: number }[] {
    const own = [...this.#measured].flatMap(([step, { [name]: value }]) =>
      step <= until && value !== undefined ? [{ step, value }] : [],
    )
    return [...(this.parent?.measurements(name, Math.min(until, this.first)) ?? []), ...own]
  }

  /** Asks for the values by a step, those before a fork of the run that made them. */
  async recall(step: number): Promise<void> {
    const owner = this.owner(step)
    if (owner.#told.has(step)) return
    const [told] = await Promise.all([
      api.metricsAt(owner.run.id, step).catch(() => null),
      owner.parent?.recall(owner.first),
    ])
    if (told?.step === step) owner.#told.set(step, told.metrics)
  }

  /** The last value of a metric by a step; null where there is none, undefined until it was recalled. */
  recalled(name: string, step: number): number | null | undefined {
    const owner = this.owner(step)
    const told = owner.#told.get(step)
    return told && (told[name] ?? owner.parent?.recalled(name, owner.first) ?? null)
  }

  #keep(step: number, asked: Promise<Frame | null>): void {
    this.#frames.set(step, asked)
    void asked.then((frame) => frame?.step === step || this.#frames.delete(step))
    const [oldest] = this.#frames.keys()
    if (this.#frames.size > MOST_FRAMES && oldest !== undefined) this.#frames.delete(oldest)
  }

  /** The parameters in force after a step. */
  params(step: number): JsonObject {
    const owner = this.owner(step)
    const changes = owner.log.filter((line) => line.kind === 'params' && line.step <= step)
    return Object.assign({}, owner.run.start_params, ...changes.map((line) => line.value)) as JsonObject
  }
}

/** The runs that a run comes from, as they were before it. */
export interface Ancestry {
  past: Past
  blocks: MetricsBlock[]
  /** Whether all of them still exist. */
  whole: boolean
}

/** The past of a run that was left, with that of the runs before it, and the metrics of all of them. */
export async function ancestry(id: string): Promise<Ancestry | null> {
  const [run, block] = await Promise.all([api.run(id), api.metrics(id)]).catch(() => [null, null])
  if (!run || !block) return null
  const before = run.parent === null ? null : await ancestry(run.parent)
  const past = new Past(run, before?.past ?? null)
  past.refresh()
  const whole = run.parent === null || (before?.whole ?? false)
  return { past, blocks: [...until(past.first, before?.blocks ?? []), block], whole }
}

/** The blocks without what comes after a step. */
export const until = (last: number, blocks: readonly MetricsBlock[]): MetricsBlock[] =>
  blocks.map((block) => ({ ...block, n: Math.max(0, Math.min(block.n, last - block.first + 1)) }))
