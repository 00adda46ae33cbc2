import type { Text } from '../../api/types'
import type { Tile } from './tiles'

/** Colours that tiles share, with the numbers at their ends. */
export interface Scale {
  /** The names of all scales with these colours and ends. */
  names: Text[]
  colours: Tile['scale']
  low: number
  high: number
  /** Some values lie beyond the end, and have its colour. */
  below: boolean
  above: boolean
}

/** Every scale that the tiles share, once: what has the same colours and ends is one scale. */
export function scalesOf(tiles: Tile[]): Scale[] {
  const found: Scale[] = []
  for (const tile of tiles) {
    if (!tile.shares) continue
    const colours = tile.absolute ? 'sequential' : tile.scale
    const [low, high] = [tile.absolute ? 0 : tile.low, tile.high]
    const scale = found.find((one) => one.colours === colours && one.low === low && one.high === high)
    const beyond = (value: number): number => (tile.absolute ? Math.abs(value) : value)
    // What a number loses on its way as a float of four bytes is not beyond the end.
    const slack = 1e-4 * (high - low)
    const below = tile.values.some((value: number) => beyond(value) < low - slack)
    const above = tile.values.some((value: number) => beyond(value) > high + slack)
    if (!scale) found.push({ names: [tile.shares], colours, low, high, below, above })
    else {
      if (!scale.names.some(({ en }) => en === tile.shares?.en)) scale.names.push(tile.shares)
      scale.below ||= below
      scale.above ||= above
    }
  }
  return found
}
