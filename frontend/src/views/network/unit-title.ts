import { t } from '../../base/language.svelte'
import { namesLayer } from '../../base/text'

/** A unit's name with its layer, unless it names that already. */
export function unitTitle(unit: string, layer: string): string {
  return namesLayer(unit, layer) ? unit : t('net_unit', { unit, layer })
}
