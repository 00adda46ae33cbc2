import type { Run } from '../api/types'
import { say, t } from '../base/language.svelte'

/** Why nothing can happen to a run any more; empty while something can. */
export function whyEnded(run: Run): string {
  const step = run.step
  if (run.state === 'diverged' || run.state === 'failed' || run.state === 'done') {
    if (run.message) return say(run.message)
    return run.step >= run.max_steps ? t('ended_limit', { step }) : t('ended_done', { step })
  }
  return run.resumable ? '' : t('ended_source')
}
