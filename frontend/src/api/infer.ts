import { request } from './client'
import type { Classified, Model, Text } from './types'

/** Trained networks and what they answer; apart from `client`, which comes with every page. */
export const infer = {
  /** The most probable classes of a picture. */
  classify: async (picture: Blob, model: string, top: number, signal: AbortSignal): Promise<Classified> => {
    const form = new FormData()
    form.append('image', picture, 'picture')
    form.append('model', model)
    form.append('top', String(top))
    const found: Classified = await (
      await request('/infer/classify', { method: 'POST', body: form, signal })
    ).json()
    return found
  },
}

const at = (name: string): string => `/models/${encodeURIComponent(name)}`

export const models = {
  list: async (): Promise<Model[]> => {
    const found: Model[] = await (await request('/models')).json()
    return found
  },
  keep: async (run: string, name: string, step: number | null): Promise<Model> => {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ run, name, step })
    const kept: Model = await (await request('/models', { method: 'POST', headers, body })).json()
    return kept
  },
  remove: (name: string): Promise<Response> => request(at(name), { method: 'DELETE' }),
}

const names = new Map<string, Promise<readonly Text[]>>()

/** What the answers of a network mean, by number; asked once. */
export function classNames(model: string): Promise<readonly Text[]> {
  const known = names.get(model)
  if (known) return known
  const asked = request(at(model))
    .then((response) => response.json())
    .then((found: Model) => found.classes)
  asked.catch(() => names.delete(model))
  names.set(model, asked)
  return asked
}
