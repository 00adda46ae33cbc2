import type { JsonObject, LabDetail } from '../api/types'
import { met } from '../controls/model'

type Lab = Pick<LabDetail, 'instant' | 'at_once'>

/** Whether there is nothing to play: in the whole lab, or with these parameters. */
export const atOnce = ({ instant, at_once }: Lab, params: JsonObject): boolean =>
  instant || (Object.keys(at_once).length > 0 && met(at_once, params))

/** The parameters that say so: a reset leaves them. */
export const lookedAt = ({ at_once }: Lab, params: JsonObject): JsonObject =>
  Object.fromEntries(Object.keys(at_once).map((name) => [name, params[name] ?? null]))
