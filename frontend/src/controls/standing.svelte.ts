import { assets } from '../api/assets'
import type { Asset, Assets } from '../api/types'
import { inWords } from '../base/fault'
import { say } from '../base/language.svelte'
import { asset as word, type AssetWord } from '../base/words-assets'
import { away, type Option } from './model'

const LOOK_MS = 400

/** How everything that can be fetched stands. While something is fetched it is looked at again and again. */
export class Standing {
  all = $state.raw<Assets | null>(null)
  fault = $state('')
  /** What happened last. */
  said = $state('')
  /** A request is on its way: a second click waits for what the first has done. */
  #busy = false
  #watchers = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  /** Looks now, and follows what is fetched until what it returns is called. */
  watch(): () => void {
    this.#watchers++
    void this.look()
    return () => {
      this.#watchers--
      if (this.#watchers === 0) clearTimeout(this.#timer)
    }
  }

  named(name: string): Asset | undefined {
    return this.all?.assets.find((one) => one.name === name)
  }

  /** A word for each option that has to be fetched before it can be used. */
  marks(options: Option[]): Record<string, string> {
    const missing = options.filter(({ asset }) => asset && (this.named(asset)?.state ?? 'here') !== 'here')
    return Object.fromEntries(missing.map(({ value }) => [value, word('needs')]))
  }

  async look(): Promise<void> {
    try {
      this.#take(await assets.list())
      this.fault = ''
    } catch (error) {
      this.fault = inWords(error)
    }
    clearTimeout(this.#timer)
    const going = this.all?.assets.some(({ state }) => state === 'fetching')
    if (going && this.#watchers > 0) this.#timer = setTimeout(() => void this.look(), LOOK_MS)
  }

  /** Begins to fetch it. */
  get(one: Asset): Promise<void> {
    return this.#act(() => assets.get(one.name))
  }

  /** Removes it, or ends its fetching. */
  remove(one: Asset): Promise<void> {
    const done = one.state === 'fetching' ? 'is_cancelled' : 'is_removed'
    return this.#act(() => assets.remove(one.name), one, done)
  }

  async #act(task: () => Promise<unknown>, one?: Asset, done?: AssetWord): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    let met = ''
    try {
      await task()
      if (one && done) this.said = word(done, { name: say(one.title) })
    } catch (error) {
      met = inWords(error)
    }
    await this.look()
    if (met) this.fault = met
    this.#busy = false
  }

  #take(all: Assets): void {
    const before = new Map(this.all?.assets.map(({ name, state }) => [name, state]))
    this.all = all
    away.clear()
    for (const { name, state } of all.assets) if (state !== 'here') away.add(name)
    for (const one of all.assets.filter(({ name }) => before.get(name) === 'fetching')) {
      if (one.state === 'here') this.said = word('is_here', { name: say(one.title) })
      if (one.state === 'failed' && one.message) this.said = say(one.message)
    }
  }
}

/** One for the whole page: what is fetched in one place is here in every other. */
export const standing = new Standing()
