import { request } from './client'
import type { Asset, Assets } from './types'

/** Data sets and weights that the server can fetch; apart from `client`, which comes with every page. */
const at = (name: string): string => `/assets/${encodeURIComponent(name)}`

export const assets = {
  list: async (): Promise<Assets> => {
    const found: Assets = await (await request('/assets')).json()
    return found
  },
  get: async (name: string): Promise<Asset> => {
    const begun: Asset = await (await request(at(name), { method: 'POST' })).json()
    return begun
  },
  /** Removes it, or ends its fetching. */
  remove: (name: string): Promise<Response> => request(at(name), { method: 'DELETE' }),
}
