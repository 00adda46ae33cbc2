import { roughWidth } from './text'

/** How tabs fit into one line: those that don't stand behind “More”. */

export interface Tab {
  name: string
  title: string
}

const GAP = 16
const MORE = 64
const MOST = 6

/** The tabs in the line and those behind “More”; the one in use is always in the line. */
export function inOneLine(tabs: Tab[], active: string, room: number): { line: Tab[]; more: Tab[] } {
  const wide = ({ title }: Tab): number => roughWidth(title) * 1.15 + GAP
  const all = tabs.reduce((sum, tab) => sum + wide(tab), 0)
  if (all <= room && tabs.length <= MOST) return { line: tabs, more: [] }
  const used = tabs.find((tab) => tab.name === active)
  let left = room - MORE - (used ? wide(used) : 0)
  const line: Tab[] = []
  for (const tab of tabs) {
    if (tab === used) line.push(tab)
    else if (left >= wide(tab) && line.length < MOST - (used && !line.includes(used) ? 1 : 0)) {
      line.push(tab)
      left -= wide(tab)
    } else left = -1
  }
  return { line, more: tabs.filter((tab) => !line.includes(tab)) }
}
