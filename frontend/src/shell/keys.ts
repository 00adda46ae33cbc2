import { beside } from '../base/narrow.svelte'
import type { Word } from '../base/words'
import { panels } from './panels.svelte'
import type { LabSession } from './session.svelte'
import type { Shortcuts } from './shortcuts'

/** A key of a lab's page: how it is listed, and what it does just now. */
export interface Key {
  shown: string[]
  does: Word
  acts: Shortcuts
}

const LETTERS = ['a', 'b', 'c', 'd']

/** The keys that this lab has, as the page stands. `lesson` says whether there is one that can be folded. */
export function keysOf(session: LabSession, lesson: boolean, tour: boolean): Key[] {
  const { lab, instant, solo, prediction, answering } = session
  const { present } = session.arrangement
  const pictures = (lab.layout[0] ?? []).slice(0, 2)
  const letters = LETTERS.slice(0, prediction?.options.length ?? 0)
  const folds = beside.current && !solo
  const step = (): void => session.runner.step()
  const keys: Key[] = []
  const key = (shown: string[], does: Word, acts: Shortcuts): unknown => keys.push({ shown, does, acts })

  if (present && letters.length > 0) {
    const answers = letters.map((letter, option) => [letter, () => session.predict(option)] as const)
    key(
      letters.map((letter) => letter.toUpperCase()),
      'key_answer',
      answering ? Object.fromEntries(answers) : {},
    )
  }
  if (!instant) {
    key(['Space'], 'key_play', { ' ': () => session.toggle() })
    key(['.', '→'], 'key_step', { '.': step, ArrowRight: step })
    key(['PgUp', 'PgDn'], 'key_turn', {
      PageUp: () => session.live?.turn(-1),
      PageDown: () => session.live?.turn(1) || step(),
    })
  }
  key(['R'], 'key_reset', { r: () => session.reset() })
  if (!instant) key(['F'], 'key_fork', session.live ? { f: () => session.runner.fork() } : {})
  if (folds) {
    // A letter that answers folds nothing.
    if (!(answering && letters.includes('c')))
      key(['C'], 'key_controls', { c: () => panels.toggle('controls', present) })
    if (lesson) key(['L'], 'key_lesson', { l: () => panels.toggle('lesson', present) })
    if (lesson && !tour) key(['W'], 'project', { w: () => panels.project(present) })
  }
  const places = pictures.map((_, place) => [String(place + 1), () => session.lookAt(place)] as const)
  key(
    places.map(([digit]) => digit),
    'key_alone',
    Object.fromEntries(places),
  )
  key(['P'], 'key_present', { p: () => session.present(!present) })
  if (present) key(['Q'], 'key_question', { q: () => (session.asking = !session.asking) })
  key(['Tab', '← ↑ → ↓', 'Enter'], 'key_hand', {})
  key(['F1'], 'key_help', {})
  key(['Esc'], 'key_back', { Escape: () => session.back() })
  return keys
}
