import { api, Problem, Unreachable } from '../api/client'
import type { FieldError } from '../api/types'
import { inWords } from '../base/fault'
import { t } from '../base/language.svelte'
import { mine } from './mine.svelte'
import { Notices } from './notices.svelte'

/** A server that does not answer is asked again this often. */
const AGAIN_MS = 2000

/** What went wrong: a server that is away, parameters that it refuses, and whatever else there is to say. */
export class Faults {
  readonly notices = new Notices()
  unreachable = $state(false)
  errors = $state.raw<FieldError[]>([])
  #asking: ReturnType<typeof setTimeout> | undefined

  /** `back` is called when a server that did not answer does so again. */
  constructor(readonly back: () => void) {}

  /** Does something that may fail; what it failed with is said. */
  async guard(task: () => Promise<unknown>): Promise<void> {
    try {
      await task()
      this.#answered()
    } catch (error) {
      this.report(error)
    }
  }

  report(error: unknown): void {
    if (error instanceof Unreachable) {
      this.unreachable = true
      clearTimeout(this.#asking)
      this.#asking = setTimeout(() => void this.#ask(), AGAIN_MS)
    } else if (error instanceof Problem && error.body.errors.length > 0 && error.status === 422) {
      this.errors = error.body.errors
    } else if (error instanceof Problem && error.status === 403) {
      this.notices.say('bad', t('other_holder'))
    } else {
      // A limit on runs or tables, or no room: here is what can be ended or deleted.
      const full = error instanceof Problem && (error.status === 429 || error.status === 507)
      const action = full ? { title: t('mine'), act: () => (mine.open = true) } : null
      this.notices.say('bad', inWords(error), action)
    }
  }

  /** Forgets what was wrong with these parameters: they have other values now. */
  forget(keys: string[]): void {
    this.errors = this.errors.filter((error) => !error.field.split('.').some((part) => keys.includes(part)))
  }

  close(): void {
    clearTimeout(this.#asking)
    this.notices.hold()
  }

  #answered(): void {
    clearTimeout(this.#asking)
    this.unreachable = false
    this.notices.over()
  }

  async #ask(): Promise<void> {
    try {
      await api.health()
      this.#answered()
      this.back()
    } catch (error) {
      this.report(error)
    }
  }
}
