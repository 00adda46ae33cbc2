import { roughWidth } from './text'

/** How tabs fit into one line: those that don't stand behind “More”. */

export interface Tab {
  name: string
  title: string
}

const GAP = 16
const MORE = 64
const MOST = 6

interface Split {
  line: Tab[]
  more: Tab[]
  /** The tab in use has not even the whole line. */
  tight: boolean
}

/** The tabs in the line and those behind “More”; the one in use is always in the line. `room` is in the smallest type. */
export function inOneLine(tabs: Tab[], active: string, room: number): Split {
  const wide = ({ title }: Tab): number => roughWidth(title) * 1.15 + GAP
  const all = tabs.reduce((sum, tab) => sum + wide(tab), 0)
  if (all <= room && tabs.length <= MOST) return { line: tabs, more: [], tight: false }
  const used = tabs.find((tab) => tab.name === active)
  let left = room - MORE - (used ? wide(used) : 0)
  const tight = left < 0
  const line: Tab[] = []
  for (const tab of tabs) {
    if (tab === used) line.push(tab)
    else if (left >= wide(tab) && line.length < MOST - (used && !line.includes(used) ? 1 : 0)) {
      line.push(tab)
      left -= wide(tab)
    } else left = -1
  }
  return { line, more: tabs.filter((tab) => !line.includes(tab)), tight }
}
