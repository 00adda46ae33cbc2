import { api, Problem } from '../api/client'
import { sameJson } from '../api/guards'
import { Latest } from '../api/latest'
import type { Figures, JsonObject, LabDetail, Run } from '../api/types'
import { t } from '../base/language.svelte'
import type { Settling } from '../base/settled.svelte'
import type { Acted } from '../views/gestures'
import { whyEnded } from './ended'
import type { Faults } from './faults.svelte'
import { changed } from './held'
import { ended, Left } from './left'
import { LiveRun } from './live.svelte'
import { ownFigures } from './ownfigures'
import type { Settings } from './settings.svelte'
import type { Start } from './start.svelte'

interface Met {
  run: Run
  figures: Figures
}

/** The run that the page follows: begun, found, driven, changed and left. */
export class Runner {
  live = $state.raw<LiveRun | null>(null)
  #beginning: Promise<void> | null = null
  /** Grows when what was asked for is no longer wanted: an answer that comes later is not taken up. */
  #turn = 0
  readonly #left = new Left()
  #patch: Latest<JsonObject>
  #actions: Latest<Acted[]>

  constructor(
    readonly lab: LabDetail,
    readonly settings: Settings,
    readonly start: Start,
    readonly faults: Faults,
    readonly settling: Settling,
    /** What among these parameters needs a new start, in the page's words; null where nothing does. */
    readonly anewFor: (keys: string[]) => string | null,
  ) {
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

  close(): void {
    this.#turn++
    this.#patch.clear()
    this.#actions.clear()
    this.live?.close()
    this.live = null
  }

  /** Follows a run that exists. */
  async attach(id: string): Promise<boolean> {
    try {
      return await this.#meet(async () => {
        const run = await api.run(id)
        if (run.lab === this.lab.slug) return { run, figures: await api.figures(id) }
        this.faults.notices.say('warn', t('run_other_lab'))
        return null
      })
    } catch (error) {
      if (error instanceof Problem && error.status === 404) this.faults.notices.say('warn', t('run_missing'))
      else this.faults.report(error)
      return false
    }
  }

  toggle(): void {
    const live = this.live
    if (live?.playing) this.#command(() => live.control({ action: 'pause' }))
    else this.play()
  }

  /** Another run from the start, played. */
  anew(): void {
    this.restart(null, true)
  }

  play(): void {
    const live = this.live
    if (live?.ended) {
      const action = { title: t('play_anew'), act: () => this.anew() }
      this.faults.notices.say('info', whyEnded(live.run), action)
    } else if (live) {
      live.look(null)
      this.#command(() => live.control({ action: 'play', speed: this.settings.speed }))
    } else this.#command(() => this.#beginning?.then(() => this.play()) ?? this.#first(true))
  }

  step(steps = 1): void {
    if (this.live?.ended) return
    this.#command(async () => {
      if (!this.live) await (this.#beginning ?? this.#first(false))
      const live = this.live
      live?.look(null)
      await live?.control({ action: 'step', steps })
    })
  }

  setSpeed(speed: number | null): void {
    this.settings.speed = speed
    const live = this.live
    if (live?.playing) this.#command(() => live.control({ speed }))
  }

  fork(): void {
    const live = this.live
    if (!live) return
    this.#command(async () => {
      const place = live.shown
      // Only at rest has a run its last step, and a keyframe there.
      if (live.playing) await live.control({ action: 'pause' })
      await live.settled
      const forked = await this.#meet(async () => {
        const from = place ? live.pastOf(place).run.id : live.run.id
        const run = await api.fork(from, place?.step ?? live.run.step)
        return { run, figures: await api.figures(run.id) }
      }, true)
      const step = this.live?.run.fork_step ?? 0
      if (forked) this.offerBack(t('forked', { step }), live.run.id)
    })
  }

  /** A new run with the parameters that the page shows; nothing where there is none yet. */
  restart(name: string | null, playing = this.live?.playing ?? false): void {
    if (!this.live) return
    this.leave(name === null ? t('reset_done') : t('restarted', { name }))
    if (playing) this.#command(() => this.#begin(true))
    else this.preview(true)
  }

  /** Draws the start anew; a run that begins is told of what has changed when it is there. */
  preview(figures: boolean): void {
    const { params, seed } = this.settings
    if (!this.#beginning) this.start.offer({ params, seed, figures })
  }

  /** Changes live parameters of the run. */
  change(params: JsonObject): void {
    this.live?.look(null)
    this.settling.during(this.#patch.offer(params))
  }

  act(acted: Acted): void {
    this.settling.during(this.#actions.offer([acted]))
  }

  /** Leaves the run, which can be taken back. */
  leave(text: string): void {
    this.#turn++
    this.#beginning = null
    this.faults.errors = []
    this.settings.held.clear()
    const live = this.live
    if (!live) return
    live.close()
    this.live = null
    this.#left.leave(live.run)
    this.offerBack(text, live.run.id)
  }

  offerBack(text: string, run: string): void {
    const act = (): void => this.#command(() => this.attach(run))
    this.faults.notices.say('info', text, { title: t('undo'), act })
  }

  async #change(params: JsonObject): Promise<void> {
    const live = this.live
    if (!live) return
    try {
      const frames = live.frames
      const run = await api.params(live.run.id, params)
      if (this.live !== live) return
      this.settings.held.release(params)
      live.take(run)
      this.settling.during(live.shows(run.step, frames))
      this.faults.errors = []
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 409) throw error
      if (this.live === live) this.restart(this.anewFor(Object.keys(params)) ?? t('settings'))
    }
  }

  async #act(acted: Acted[]): Promise<void> {
    if (!this.live) await (this.#beginning ?? this.#first(false))
    for (const { name, action } of acted) {
      const live = this.live
      if (!live) return
      const frames = live.frames
      const run = await api.act(live.run.id, { kind: name, ...action })
      live.take(run)
      this.settling.during(live.shows(run.step, frames))
    }
  }

  /** What was said about the run before is over when the user begins another. */
  #first(play: boolean): Promise<void> {
    this.faults.notices.dismiss()
    return this.#begin(play)
  }

  /** What is pressed while a run begins is meant for that run. */
  #begin(play: boolean): Promise<void> {
    const begun = this.#create(play).finally(() => {
      if (this.#beginning === begun) this.#beginning = null
    })
    this.#beginning = begun
    return begun
  }

  async #create(play: boolean): Promise<void> {
    this.start.clear()
    const { params, seed, speed } = this.settings
    const ask = async (): Promise<Met> => {
      const run = await api.createRun(this.lab.slug, params, seed, play, speed)
      return { run, figures: this.start.figures }
    }
    const met = await this.#meet(ask, true, () => this.#create(play))
    if (met && this.live && !sameJson(params, this.start.drawn)) void ownFigures(this.live)
  }

  /**
   * Shows the run that an answer brings. What was changed on the page while it was on its way is changed in that run; if
   * the page has gone on to something else, the run is not taken up; nor is one that was just begun, where the change
   * needs a new start: then another begins.
   */
  async #meet(ask: () => Promise<Met | null>, own = false, again?: () => Promise<void>): Promise<boolean> {
    const turn = ++this.#turn
    const { params, seed, speed } = this.settings
    const met = await ask()
    if (met && own && turn !== this.#turn) await ended(met.run)
    if (!met || turn !== this.#turn) return false
    const since = changed(params, this.settings.params)
    const name = this.settings.seed === seed ? this.anewFor(Object.keys(since)) : t('random_seed')
    if (name !== null && again) {
      await ended(met.run)
      if (turn !== this.#turn) return false
      if (this.#left.id !== null) this.offerBack(t('restarted', { name }), this.#left.id)
      return again().then(() => false)
    }
    this.#adopt(met, since)
    if (this.settings.speed === speed) this.settings.speed = met.run.speed
    else this.setSpeed(this.settings.speed)
    if (this.settings.seed === seed) this.settings.seed = met.run.seed
    if (name !== null) this.restart(name)
    else if (Object.keys(since).length > 0) this.change(since)
    return true
  }

  #adopt({ run, figures }: Met, since: JsonObject): void {
    this.live?.close()
    const live = new LiveRun(this.lab, run, figures, this.settling, (error) => {
      if (this.live === live) this.#lose(error)
    })
    this.#left.takeBack(run.id)
    this.settings.held.clear()
    this.settings.held.hold(since)
    this.settings.follow(run.params)
    this.faults.errors = []
    this.live = live
    live.follow()
    this.settling.during(live.shows(run.step))
  }

  /** The run cannot be followed any more: it was deleted elsewhere. */
  #lose(error: Problem): void {
    this.#turn++
    this.live?.close()
    this.live = null
    this.settings.held.clear()
    if (error.status === 404) this.faults.notices.say('warn', t('run_gone'))
    else this.faults.report(error)
    this.preview(true)
  }

  #command(task: () => Promise<unknown>): void {
    this.settling.during(this.#guard(task))
  }

  #guard(task: () => Promise<unknown>): Promise<void> {
    const live = this.live
    return this.faults.guard(async () => {
      try {
        await task()
      } catch (error) {
        const gone = error instanceof Problem && error.body.type.endsWith('unknown-run')
        if (!gone || !live || this.live !== live) throw error
        this.#lose(error)
      }
    })
  }
}
