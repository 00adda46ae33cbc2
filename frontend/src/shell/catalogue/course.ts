import type { LabSummary } from '../../api/types'

/** The course as a path through cards: rows that are read to and fro, so that each card lies beside the next. */

export interface Stop {
  lab: LabSummary
  /** From 1. */
  number: number
  row: number
  column: number
  /** Where the path goes on from here; null at the end. */
  next: 'right' | 'left' | 'turn' | null
}

export function pathOf(labs: LabSummary[], columns: number): Stop[] {
  return labs.map((lab, index) => {
    const row = Math.floor(index / columns)
    const along = index % columns
    const back = row % 2 === 1
    const turns = along === columns - 1
    const next = turns ? 'turn' : back ? 'left' : 'right'
    return {
      lab,
      number: index + 1,
      row,
      column: back ? columns - 1 - along : along,
      next: index === labs.length - 1 ? null : next,
    }
  })
}

/** Every word must be somewhere in the lab's texts, in either language. */
export function fitting(labs: LabSummary[], text: string): LabSummary[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return labs.filter((lab) => {
    const texts = [lab.title, lab.part_title, lab.question, lab.summary, ...lab.topics]
    const hay = texts.map(({ en, zh }) => `${en} ${zh}`.toLowerCase()).join(' ')
    return words.every((word) => hay.includes(word))
  })
}
