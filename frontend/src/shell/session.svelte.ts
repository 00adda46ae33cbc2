import { sameJson } from '../api/guards'
import type { Json, JsonObject, LabDetail, Preset } from '../api/types'
import { formulas, type Form } from '../base/formulas.svelte'
import { say, t } from '../base/language.svelte'
import { Settling } from '../base/settled.svelte'
import { PLAIN, type Arrangement } from '../controls/arrangement'
import { inForm } from '../controls/forms'
import { incomplete, met, type Change, type Control } from '../controls/model'
import { controlsOf } from '../controls/schema'
import { valueAt, withValue } from '../controls/values'
import type { Acted } from '../views/gestures'
import { anewFor, sameStart } from './anew'
import { atOnce, lookedAt } from './at-once'
import { Director } from './director.svelte'
import { Faults } from './faults.svelte'
import { changed } from './held'
import { Later } from './later'
import { judged } from './prediction'
import { Runner } from './runner.svelte'
import { Settings } from './settings.svelte'
import { Start } from './start.svelte'
import { droppedText, presetParams, type Known, type PageState } from './url'

/** A structural control that is still moving waits this long before a new run starts. */
const SETTLE_MS = 300

/** Everything a lab page shows and does, without its looks. */
export class LabSession {
  readonly controls: Control[]
  readonly known: Known
  readonly settings: Settings
  readonly settling = new Settling()
  readonly faults = new Faults(() => this.live ?? this.runner.preview(true))
  readonly start: Start
  readonly runner: Runner
  readonly director = new Director(this)
  preset = $state<string | null>(null)
  arrangement = $state.raw<Arrangement>(PLAIN)
  /** The option chosen before Play, by preset. */
  predicted = $state<Record<string, number>>({})
  /** The prediction that fits what is shown: it belongs to the preset that it was written for. */
  readonly prediction = $derived.by(() =>
    sameStart(this) ? this.lab.predictions[this.preset ?? ''] : undefined,
  )
  /** The prediction that was answered. */
  readonly answered = $derived.by(() =>
    this.predicted[this.preset ?? ''] === undefined ? undefined : this.prediction,
  )
  readonly verdict = $derived.by(() => (this.answered ? judged(this.answered, this.live) : null))
  readonly presetNow = $derived.by(() => this.lab.presets.find(({ slug }) => slug === this.preset))
  /** Whether a fork and its parent share the first picture. */
  wiping = $state(true)
  /** Whether the question stands beside the only picture of a presentation. */
  asking = $state(true)
  /** The place of the only picture on the stage; null shows all. */
  alone = $state<number | null>(null)
  /** The view that a preset is about; another object each time one is chosen. */
  opened = $state.raw<{ view: string } | null>(null)
  /** What the address asked for while the server is asked for it. */
  #awaited = $state.raw<Pick<PageState, 'run' | 'step'> | null>(null)
  readonly #structure = new Later(SETTLE_MS)

  readonly live = $derived.by(() => this.runner.live)
  readonly figures = $derived.by(() => this.live?.figures ?? this.start.figures)
  readonly frame = $derived.by(() => this.live?.shownFrame ?? this.start.frame)
  readonly lost = $derived(this.faults.unreachable || (this.live?.lost ?? false))

  constructor(readonly lab: LabDetail) {
    this.controls = controlsOf(lab.schema)
    this.known = { defaults: lab.defaults, controls: this.controls, presets: lab.presets }
    this.settings = new Settings(lab)
    this.start = new Start(lab, this.faults, this.settling)
    this.runner = new Runner(lab, this.settings, this.start, this.faults, this.settling, (keys) =>
      anewFor(this, keys),
    )
  }

  /** The parameters of what is shown: those in force at a step of the past, or those of the page. */
  readonly shownParams = $derived.by(() => {
    const shown = this.live?.shown ?? null
    const past = shown && this.live?.pastOf(shown)
    return shown && past ? past.params(shown.step) : this.params
  })
  readonly instant = $derived.by(() => atOnce(this.lab, this.shownParams))

  get params(): JsonObject {
    return this.settings.params
  }

  get seed(): number {
    return this.settings.seed
  }

  /** The speed at which what is shown begins. */
  get speed(): number | null {
    return this.#named?.speed ?? this.pace.speed
  }

  /** The speeds of what is looked at, the lab's own where it says nothing. */
  get pace(): { speed: number | null; top_speed: number | null } {
    return this.lab.paces.find(({ when }) => met(when, this.params)) ?? this.lab
  }

  get state(): PageState {
    const { run, step } = this.live
      ? { run: this.live.run.id, step: this.live.viewed }
      : (this.#awaited ?? { run: null, step: null })
    const { params, seed, preset, arrangement } = this
    return { params, seed, preset, run, step, arrangement }
  }

  /** Shows what an address asks for. */
  async open(state: PageState, dropped: string[]): Promise<void> {
    this.settings.params = state.params
    this.settings.seed = state.seed
    this.#stage(state.preset)
    this.arrangement = state.arrangement
    if (this.hasForm && !state.run && sameJson(state.params['form'], this.lab.defaults['form'])) {
      this.settings.params = inForm(this.controls, this.params, formulas.form)
    }
    if (dropped.length > 0) this.faults.notices.say('warn', droppedText(dropped, this.known))
    if (state.run && !this.lab.instant && (await this.#find(state.run, state.step))) return
    if (!sameJson(this.params, this.lab.defaults) || this.seed !== 0) this.runner.preview(true)
  }

  async #find(run: string, step: number | null): Promise<boolean> {
    this.#awaited = { run, step }
    const attaching = this.runner.attach(run)
    this.settling.during(attaching)
    const found = await attaching
    if (found && step !== null) this.live?.look(step)
    this.#awaited = null
    return found
  }

  close(): void {
    this.#structure.cancel()
    this.start.clear()
    this.faults.close()
    this.runner.close()
  }

  /** Whether the lab computes in either form of the formulas; the others only show them. */
  get hasForm(): boolean {
    return 'form' in this.lab.defaults
  }

  get form(): Form {
    return this.hasForm ? (this.params['form'] === 'library' ? 'library' : 'course') : formulas.form
  }

  setForm(form: Form): void {
    formulas.choose(form)
    const params = inForm(this.controls, this.params, form)
    this.#apply(params, 'live', '', Object.keys(changed(this.params, params)))
  }

  /** One picture alone on the stage, or all again. */
  lookAt(place: number): void {
    if (place < (this.lab.layout[0]?.length ?? 0)) this.alone = this.alone === place ? null : place
  }

  present(on: boolean): void {
    this.arrangement = { ...this.arrangement, present: on }
    if (on) this.asking = true
    else this.alone = null
  }

  /** Out of what fills the page, one thing at a time. */
  back(): void {
    if (this.alone !== null) this.alone = null
    else this.present(false)
  }

  /** Whether the page is one picture and its question, for a class. */
  get solo(): boolean {
    return this.arrangement.present && this.alone !== null
  }

  /** Shows the first picture with the question beside it. */
  ask(): void {
    this.asking = true
    this.alone = 0
  }

  /** Whether letters answer the question: a class sees it and nothing has run. */
  get answering(): boolean {
    const { present } = this.arrangement
    return present && this.asking && this.prediction !== undefined && !((this.live?.run.step ?? 0) > 0)
  }

  /** Answers the question before Play. */
  predict(option: number): void {
    const { prediction } = this
    if (prediction && option < prediction.options.length && !((this.live?.run.step ?? 0) > 0))
      this.predicted[this.preset ?? ''] = option
  }

  /** Plays or pauses; under the director a run begins slowly. */
  toggle(): void {
    if (this.director.on && !((this.live?.run.step ?? 0) > 0)) this.settings.speed = this.director.first
    this.runner.toggle()
  }

  /** Back to the start with the parameters in force; the run stays on the server and can be taken back. */
  reset(): void {
    this.#structure.cancel()
    if (this.instant) {
      const { params, preset } = this
      this.#setAll({ ...this.presetParams(null), ...lookedAt(this.lab, params) }, null)
      const act = (): void => this.#setAll(params, preset)
      if (!sameJson(params, this.params))
        this.faults.notices.say('info', t('reset_done'), { title: t('undo'), act })
      return
    }
    this.runner.leave(t('reset_done'))
    this.runner.preview(true)
  }

  setSeed(seed: number): void {
    this.settings.seed = seed
    this.#structural(t('random_seed'))
  }

  set(control: Control, value: Json): void {
    const params = withValue(this.params, control.path, value)
    this.#apply(params, control.change, say(control.title), control.path.slice(0, 1))
  }

  /** Shows a preset (null: the lab as it opens), in a view and so many steps on where these are asked for. */
  choosePreset(slug: string | null, view?: string, steps = 0): void {
    const params = this.presetParams(slug)
    const title = this.lab.presets.find((preset) => preset.slug === slug)?.title
    this.#setAll(params, slug, title ? say(title) : undefined)
    if (view !== undefined) this.opened = { view }
    if (steps > 0) this.runner.step(steps)
  }

  /** A preset's parameters (null: the defaults) in the form in force. */
  presetParams(slug: string | null): JsonObject {
    return inForm(this.controls, presetParams(this.known, slug), this.form)
  }

  #setAll(params: JsonObject, preset: string | null, name?: string): void {
    this.#stage(preset)
    this.settings.params = params
    this.faults.errors = []
    this.#structural(name ?? t('settings'))
  }

  get #named(): Preset | undefined {
    return this.lab.presets.find(({ slug }) => slug === this.preset)
  }

  /** What a preset shows and how fast it begins; the lab's own where it says nothing. */
  #stage(slug: string | null): void {
    this.preset = slug
    this.settings.speed = this.speed
    const view = this.#named?.view
    this.opened = view ? { view } : null
  }

  gesture(acted: Acted): void {
    const { held } = acted.action
    if (typeof held === 'boolean') this.live?.moments.hold(held)
    if (acted.name !== 'set_params') this.runner.act(acted)
    // What can no longer be drawn is not worth a new run.
    else if (!this.live?.ended) this.#gestured(acted.action)
  }

  /** A gesture names parameters by dotted paths; those of one group go out together. */
  #gestured(values: JsonObject): void {
    let params = this.params
    for (const [name, value] of Object.entries(values)) params = withValue(params, name.split('.'), value)
    const groups = new Set(Object.keys(values).map((name) => name.split('.')[0] ?? name))
    this.#apply(params, 'live', '', [...groups])
  }

  /** `keys` are the parameters that differ from those in force. */
  #apply(params: JsonObject, change: Change, name: string, keys: string[]): void {
    this.settings.params = params
    this.settings.held.hold(Object.fromEntries(keys.map((key) => [key, valueAt(params, [key]) ?? null])))
    this.faults.forget(keys)
    if (incomplete(this.controls, params)) return
    if (!this.live) this.runner.preview(change === 'structural')
    else if (change === 'structural' || this.live.ended) this.#structural(name)
    else if (!this.#structure.waiting) this.runner.change(this.settings.held.values)
  }

  #structural(name: string): void {
    if (!this.live) {
      this.runner.preview(true)
      return
    }
    this.settings.held.hold(this.params)
    this.settling.during(
      this.#structure.do(() => this.runner.restart(name, this.instant ? false : undefined)),
    )
  }
}
