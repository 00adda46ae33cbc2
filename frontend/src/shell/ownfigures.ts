import { api } from '../api/client'
import type { LiveRun } from './live.svelte'

/** Shows a run in its own figures, where its parameters may have shaped them. */
export async function ownFigures(live: LiveRun): Promise<void> {
  const figures = await api.figures(live.run.id).catch(() => null)
  if (figures && JSON.stringify(figures) !== JSON.stringify(live.figures)) live.figures = figures
}
