import { api, Problem, Unreachable } from '../api/client'
import { sameJson } from '../api/guards'
import { Latest } from '../api/latest'
import type { FieldError, Figures, Frame, Json, JsonObject, LabDetail, Run } from '../api/types'
import { inForm } from '../controls/forms'
import { incomplete, type Change, type Control } from '../controls/model'
import { controlsOf } from '../controls/schema'
import { valueAt, withValue } from '../controls/values'
import type { Acted } from '../views/gestures'
import { PLAIN, type Arrangement } from '../controls/arrangement'
import { formulas, type Form } from '../base/formulas.svelte'
import { say, t } from '../base/language.svelte'
import { LiveRun } from './live.svelte'
import { Notices } from './notices.svelte'
import { nameOf, presetParams, type Known, type PageState } from './url'

interface Wanted {
  params: JsonObject
  seed: number
  figures: boolean
}

/** A structural control that is still moving waits this long before a new run starts. */
const SETTLE_MS = 300
/** After a local change the run's parameters are not copied back for this long: the answer may be older. */
const OWN_EDIT_MS = 1500

/** Everything a lab page shows and does, without its looks. */
export class LabSession {
  readonly controls: Control[]
  readonly known: Known
  params: JsonObject
  seed = $state(0)
  preset = $state<string | null>(null)
  live = $state.raw<LiveRun | null>(null)
  busy = $state(false)
  unreachable = $state(false)
  /** Steps a second; null is unlimited. */
  speed = $state<number | null>(null)
  errors = $state.raw<FieldError[]>([])
  readonly notices = new Notices()
  arrangement = $state.raw<Arrangement>(PLAIN)
  /** The option chosen before Play, by preset. */
  predicted = $state<Record<string, number>>({})
  #startFigures: Figures
  #startFrame: Frame
  /** What the address asked for while the server is asked for it. */
  #awaited = $state.raw<Pick<PageState, 'run' | 'step'> | null>(null)

  readonly figures = $derived.by(() => this.live?.figures ?? this.#startFigures)
  readonly frame = $derived.by(() => this.live?.shownFrame ?? this.#startFrame)
  readonly lost = $derived(this.unreachable || (this.live?.lost ?? false))

  #editedAt = -Infinity
  #settling: ReturnType<typeof setTimeout> | undefined
  #beginning: Promise<void> | null = null
  #preview: Latest<Wanted>
  #patch: Latest<JsonObject>
  #actions: Latest<Acted[]>

  constructor(readonly lab: LabDetail) {
    this.controls = controlsOf(lab.schema)
    this.known = { defaults: lab.defaults, controls: this.controls, presets: lab.presets }
    this.params = $state.raw(lab.defaults)
    this.speed = lab.speed
    this.#startFigures = $state.raw(lab.figures)
    this.#startFrame = $state.raw(lab.frame)
    this.#preview = new Latest(
      (wanted) => this.#guard(() => this.#draw(wanted)),
      (waiting, value) => ({ ...value, figures: waiting.figures || value.figures }),
    )
    this.#patch = new Latest(
      (params) => this.#guard(() => this.#change(params)),
      (waiting, value) => ({ ...waiting, ...value }),
    )
    // Of a movement only the newest value matters; everything else that was done is sent.
    this.#actions = new Latest(
      (acted) => this.#guard(() => this.#act(acted)),
      (waiting, acted) => [...waiting.filter(({ moving }) => !moving), ...acted],
    )
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
    this.params = state.params
    this.seed = state.seed
    this.preset = state.preset
    this.arrangement = state.arrangement
    if (this.hasForm && !state.run && sameJson(state.params['form'], this.lab.defaults['form'])) {
      this.params = inForm(this.controls, this.params, formulas.form)
    }
    if (dropped.length > 0) this.notices.say('warn', droppedText(dropped, this.known))
    if (state.run && !this.lab.instant) {
      this.#awaited = { run: state.run, step: state.step }
      const found = await this.attach(state.run)
      if (found && state.step !== null) this.live?.look(state.step)
      this.#awaited = null
      if (found) return
    }
    if (!sameJson(this.params, this.lab.defaults) || this.seed !== 0) this.#offerPreview(true)
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
    const changed = inForm(this.controls, this.params, form)
    this.#apply(
      changed,
      'live',
      '',
      Object.keys(changed).filter((key) => changed[key] !== this.params[key]),
    )
  }

  present(on: boolean): void {
    this.arrangement = { ...this.arrangement, present: on }
  }

  close(): void {
    clearTimeout(this.#settling)
    for (const queue of [this.#preview, this.#patch, this.#actions]) queue.clear()
    this.live?.close()
    this.live = null
  }

  /** Follows a run that exists. */
  async attach(id: string): Promise<boolean> {
    try {
      const run = await api.run(id)
      if (run.lab !== this.lab.slug) {
        this.notices.say('warn', t('run_other_lab'))
        return false
      }
      this.#adopt(run, await api.figures(id))
      return true
    } catch (error) {
      if (error instanceof Problem && error.status === 404) this.notices.say('warn', t('run_missing'))
      else this.#report(error)
      return false
    }
  }

  toggle(): void {
    const live = this.live
    if (live?.playing) this.#command(() => live.control({ action: 'pause' }))
    else this.play()
  }

  play(): void {
    const live = this.live
    if (live?.ended) this.restart(null, true)
    else if (live) {
      live.look(null)
      this.#command(() => live.control({ action: 'play', speed: this.speed }))
    } else this.#command(() => this.#beginning?.then(() => this.play()) ?? this.#begin(true))
  }

  step(): void {
    if (this.live?.ended) return
    this.#command(async () => {
      if (!this.live) await (this.#beginning ?? this.#begin(false))
      this.live?.look(null)
      await this.live?.control({ action: 'step', steps: 1 })
    })
  }

  setSpeed(speed: number | null): void {
    this.speed = speed
    const live = this.live
    if (live?.playing) this.#command(() => live.control({ action: 'play', speed }))
  }

  /** Back to the start with the parameters in force; the run stays on the server and can be taken back. */
  reset(): void {
    if (this.lab.instant) {
      const before = this.params
      const preset = this.preset
      this.choosePreset(null)
      if (!sameJson(before, this.params)) {
        this.notices.say('info', t('reset_done'), () => this.#setAll(before, preset))
      }
      return
    }
    this.#leave(t('reset_done'))
    this.#offerPreview(true)
  }

  setSeed(seed: number): void {
    this.seed = seed
    this.#structural(t('random_seed'))
  }

  set(control: Control, value: Json): void {
    const changed = withValue(this.params, control.path, value)
    this.#apply(changed, control.change, say(control.title), control.path.slice(0, 1))
  }

  choosePreset(slug: string | null): void {
    const params = this.presetParams(slug)
    const title = this.lab.presets.find((preset) => preset.slug === slug)?.title
    this.#setAll(params, slug, title ? say(title) : undefined)
  }

  /** A preset's parameters (null: the defaults) in the form in force. */
  presetParams(slug: string | null): JsonObject {
    return inForm(this.controls, presetParams(this.known, slug), this.form)
  }

  #setAll(params: JsonObject, preset: string | null, name?: string): void {
    this.preset = preset
    this.params = params
    this.errors = []
    this.#structural(name ?? t('settings'))
  }

  gesture(acted: Acted): void {
    if (acted.name === 'set_params') {
      // What can no longer be drawn is not worth a new run.
      if (this.live?.ended) return
      this.#gestured(acted.action)
    } else {
      this.#actions.offer([acted])
    }
  }

  /** A gesture names parameters by dotted paths; those of one group go out together. */
  #gestured(values: JsonObject): void {
    let changed = this.params
    for (const [name, value] of Object.entries(values)) {
      changed = withValue(changed, name.split('.'), value)
    }
    const groups = new Set(Object.keys(values).map((name) => name.split('.')[0] ?? name))
    this.#apply(changed, 'live', '', [...groups])
  }

  async fork(): Promise<void> {
    const live = this.live
    if (!live) return
    await this.#guard(async () => {
      await live.settled // a run that is being paused has its last step, and a keyframe there, only then
      const run = await api.fork(live.run.id, live.viewed ?? live.run.step)
      const figures = await api.figures(run.id)
      if (live.playing) await live.control({ action: 'pause' })
      this.#adopt(run, figures)
      const back = (): void => this.#command(() => this.attach(live.run.id))
      this.notices.say('info', t('forked', { step: (run.fork_step ?? 0).toLocaleString('en') }), back)
    })
  }

  /** Parameters follow the run when somebody else, or an action, changed them. */
  adoptRunParams(run: Run): void {
    if (performance.now() - this.#editedAt > OWN_EDIT_MS && !sameJson(run.params, this.params)) {
      this.params = run.params
    }
  }

  restart(name: string | null, playing = this.live?.playing ?? false): void {
    if (!this.live) return
    this.#leave(name === null ? t('reset_done') : t('restarted', { name }))
    if (playing) this.#command(() => this.#begin(true))
    else this.#offerPreview(true)
  }

  /** `keys` are the parameters that differ from those in force. */
  #apply(params: JsonObject, change: Change, name: string, keys: string[]): void {
    this.params = params
    this.#editedAt = performance.now()
    this.errors = this.errors.filter((error) => !error.field.split('.').some((part) => keys.includes(part)))
    if (incomplete(this.controls, params)) return
    if (!this.live) this.#offerPreview(change === 'structural')
    else if (change === 'structural' || this.live.ended) this.#structural(name)
    else {
      this.live.look(null)
      this.#patch.offer(Object.fromEntries(keys.map((key) => [key, valueAt(params, [key]) ?? null])))
    }
  }

  #structural(name: string): void {
    this.#editedAt = performance.now()
    if (!this.live) {
      this.#offerPreview(true)
      return
    }
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => this.restart(name), SETTLE_MS)
  }

  #offerPreview(figures: boolean): void {
    this.#preview.offer({ params: this.params, seed: this.seed, figures })
  }

  async #draw({ params, seed, figures }: Wanted): Promise<void> {
    const frame = await api.frame(this.lab.slug, params, seed, figures)
    if (frame.figures) this.#startFigures = frame.figures
    this.#startFrame = frame
    this.errors = []
  }

  async #change(params: JsonObject): Promise<void> {
    const live = this.live
    if (!live) return
    try {
      live.take(await api.params(live.run.id, params))
      this.errors = []
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 409) throw error
      if (this.live === live) this.restart(Object.keys(params).join(', '))
    }
  }

  async #act(acted: Acted[]): Promise<void> {
    if (!this.live) await this.#begin(false)
    for (const { name, action } of acted) {
      if (this.live) this.live.take(await api.act(this.live.run.id, { kind: name, ...action }))
    }
  }

  /** What is pressed while a run begins is meant for that run. */
  #begin(play: boolean): Promise<void> {
    const begun = this.#create(play).finally(() => (this.#beginning = null))
    this.#beginning = begun
    return begun
  }

  async #create(play: boolean): Promise<void> {
    this.#preview.clear()
    const run = await api.createRun(this.lab.slug, this.params, this.seed, play, this.speed)
    this.#adopt(run, this.#startFigures)
    if (this.live && !sameJson(run.params, this.lab.defaults)) void this.#ownFigures(this.live)
  }

  /** The run's own figures, where its parameters may have shaped them. */
  async #ownFigures(live: LiveRun): Promise<void> {
    const figures = await api.figures(live.run.id).catch(() => null)
    if (figures && JSON.stringify(figures) !== JSON.stringify(live.figures)) live.figures = figures
  }

  #adopt(run: Run, figures: Figures): void {
    this.live?.close()
    const live = new LiveRun(run, figures, (status) => {
      if (this.live === live) this.live = null
      this.notices.say('warn', status === 404 ? t('run_missing') : t('error_title'))
    })
    this.params = run.params
    this.seed = run.seed
    this.speed = run.speed
    this.live = live
    live.follow()
  }

  #leave(text: string): void {
    const live = this.live
    this.errors = []
    if (!live) return
    const { id, state } = live.run
    live.close()
    this.live = null
    if (state === 'playing' || state === 'queued') {
      void api.control(id, { action: 'pause' }).catch(() => undefined)
    }
    this.notices.say('info', text, () => this.#command(() => this.attach(id)))
  }

  #command(task: () => Promise<unknown>): void {
    this.busy = true
    void this.#guard(task).finally(() => (this.busy = false))
  }

  async #guard(task: () => Promise<unknown>): Promise<void> {
    try {
      await task()
      this.unreachable = false
    } catch (error) {
      this.#report(error)
    }
  }

  #report(error: unknown): void {
    if (error instanceof Unreachable) {
      this.unreachable = true
    } else if (error instanceof Problem && error.body.errors.length > 0 && error.status === 422) {
      this.errors = error.body.errors
    } else if (error instanceof Problem && error.status === 403) {
      this.notices.say('warn', t('other_holder'))
    } else {
      this.notices.say('bad', error instanceof Error ? error.message : String(error))
    }
  }
}

function droppedText(keys: string[], known: Known): string {
  const names = keys.slice(0, 4).map((key) => {
    const control = nameOf(key, known)
    return control ? say(control.title) : key.slice(0, 24)
  })
  const list = names.join(', ') + (keys.length > 4 ? ' …' : '')
  return t(keys.length === 1 ? 'dropped_one' : 'dropped_many', { names: list })
}

/** Whether everything that shapes the start is still as the preset (or the defaults) has it. */
export function sameStart(session: LabSession): boolean {
  const base = presetParams(session.known, session.preset)
  return session.controls.every(
    ({ change, path }) =>
      change !== 'structural' || sameJson(valueAt(session.params, path), valueAt(base, path)),
  )
}
