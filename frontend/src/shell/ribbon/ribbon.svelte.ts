import type { Figure, Json } from '../../api/types'
import { say, t } from '../../base/language.svelte'
import { type } from '../../base/type.svelte'
import { entryText } from '../../base/numbers'
import { flatten, type Control } from '../../controls/model'
import { timeAxis } from '../../views/curves/time'
import { headlineOf, shortTitle, written } from '../headlines'
import type { LabSession } from '../session.svelte'
import { cellsOf, forkCells, type Cells, type Place } from './cells'
import { changesOf, eventsOf, joined, type Mark } from './marks'

/** Pixels left and right of the cells: the numbers of the curves above, their names, and two buttons. */
const WIDE = { left: 54, right: 176 }
const EM = 16
const NARROW = { left: 40, right: 12 }
const NARROW_BELOW = 600
export const GAP = 6
const DIAMOND = 9

export type Row = Place['of']

/** The time of a run as pictures: which steps have a cell, where these lie, and what is marked on them. */
export class Ribbon {
  width = $state(0)

  constructor(readonly session: LabSession) {}

  readonly live = $derived.by(() => this.session.live)
  readonly gutters = $derived.by(() => {
    if (this.width < NARROW_BELOW) return NARROW
    const scale = type.em / EM
    return { left: Math.round(WIDE.left * scale), right: Math.round(WIDE.right * scale) }
  })
  readonly inner = $derived(Math.max(0, this.width - this.gutters.left - this.gutters.right))
  readonly count = $derived(this.inner >= 440 ? 12 : this.inner >= 400 ? 8 : 6)
  /** From the middle of one cell to that of the next. */
  readonly pitch = $derived(this.inner / this.count)
  /** Whether there is a second row, of the run that was left. */
  readonly forked = $derived(this.live !== null && this.live.run.parent !== null)
  /** What was changed in the run and in the one that it left, by step. */
  readonly #changes = $derived.by((): Mark[] => {
    const { live } = this
    if (!live) return []
    const early = live.ancestor ? changesOf(live.ancestor.log, live.ancestor.run.start_params) : []
    const own = changesOf(live.past.log, live.run.start_params).filter(({ step }) => step >= live.past.first)
    return [...early, ...own].filter((mark) => this.#counts(mark)).sort((a, b) => a.step - b.step)
  })
  readonly cells = $derived.by((): Cells => {
    const { live } = this
    const now = live?.end ?? 0
    return live && this.forked
      ? forkCells(live.past.first, now, this.parentEnd, this.count)
      : cellsOf(now, this.count, this.#changes.at(-1)?.step)
  })
  readonly places = $derived(
    this.cells.steps.map((_, place) => this.gutters.left + (place + 0.5) * this.pitch),
  )
  readonly axis = $derived(timeAxis(this.cells.steps, this.places))
  readonly now = $derived(this.cells.steps.lastIndexOf(this.live?.end ?? 0))

  /** The last step of the run that was left. */
  get parentEnd(): number {
    return this.live?.ancestor?.run.step ?? this.live?.past.first ?? 0
  }

  /** The view that the cells show: the main picture. */
  readonly hero = $derived.by((): { name: string; figure: Figure } | null => {
    const cell = this.session.lab.layout[0]?.[0]
    const names = typeof cell === 'string' ? [cell] : (cell ?? [])
    const name = names.find((item) => item in this.session.figures)
    const figure = name === undefined ? undefined : this.session.figures[name]
    return name !== undefined && figure ? { name, figure } : null
  })

  /** Whether a place is before the fork: both rows have it. */
  common(place: number): boolean {
    return !this.forked || place <= (this.cells.joint ?? -1)
  }

  /** The last cell that has been run. */
  get last(): number {
    return this.cells.steps.findLastIndex((step) => this.run(step, 'own'))
  }

  /** Whether a step of a row has been run. */
  run(step: number, of: Row): boolean {
    return step <= (of === 'own' ? (this.live?.end ?? 0) : this.parentEnd)
  }

  /** The cell of the step shown. */
  readonly current = $derived.by(() => {
    const step = this.live?.shown?.step
    if (step === undefined) return Math.max(this.now, 0)
    return Math.max(
      0,
      this.cells.steps.findLastIndex((item) => item <= step),
    )
  })

  /** A step that is shown and has no cell: it lies between two. */
  readonly between = $derived.by(() => {
    const step = this.live?.shown?.step
    return step === undefined || this.cells.steps.includes(step) ? null : step
  })

  /** What a place is, in a line: the step and the number that matters. */
  told(place: Place): string {
    const step = t('timeline_at', { step: place.step })
    const head = headlineOf(this.session)
    const value = head && this.live ? this.live.valueAt(head.name, place) : null
    if (!head || value === null) return step
    return `${step}: ${shortTitle(say(head.metric.title))} ${written(head.metric, value)}`
  }

  readonly marks = $derived.by((): Mark[] => {
    const { live } = this
    if (!live || live.version < 0) return []
    const { run } = live
    const marks = eventsOf(live.moments.happened)
    marks.push(...joined(this.#changes, this.axis.at, DIAMOND))
    const head = headlineOf(this.session)
    const best = head && live.best(head.name)
    if (best) marks.push({ kind: 'best', ...best })
    if (run.state === 'diverged') marks.push({ kind: 'diverged', step: run.step })
    return marks.sort((a, b) => a.step - b.step)
  })

  word(mark: Mark): string {
    switch (mark.kind) {
      case 'act':
        return t('mark_act')
      case 'event':
        return mark.happening.kind === 'reached'
          ? say(mark.happening.moment.mark)
          : t(`mark_${mark.happening.kind}`)
      case 'diverged':
        return t('mark_diverged')
      case 'best': {
        const head = headlineOf(this.session)
        return t('mark_best', { value: head ? written(head.metric, mark.value) : '' })
      }
      case 'change': {
        const control = this.#control(mark.param)
        if (!control) return ''
        const name = /^[^\\{}]{1,3}$/.test(control.symbol) ? control.symbol : shortTitle(say(control.title))
        const [from, to] = [short(control, mark.from), short(control, mark.to)]
        return from === null || to === null ? name : t('mark_change', { name, from, to })
      }
    }
  }

  #control(param: string[]): Control | undefined {
    const path = param.join('.')
    return flatten(this.session.controls).find((item) => item.path.join('.') === path)
  }

  /** What only a picture reads is no event of the run. */
  #counts(mark: Mark): boolean {
    const control = mark.kind === 'change' ? this.#control(mark.param) : null
    return mark.kind !== 'change' || (control !== undefined && control?.change !== 'view')
  }
}

/** A value in a word; null where it has none. */
function short(control: Control, value: Json): string | null {
  if (typeof value === 'number') return entryText(value)
  if (typeof value === 'boolean') return t(value ? 'on' : 'off')
  const option = control.type === 'choice' ? control.options.find((item) => item.value === value) : undefined
  return option ? say(option.label) : null
}
