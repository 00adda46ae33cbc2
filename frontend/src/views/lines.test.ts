import { describe, expect, it } from 'vitest'
import { packed } from './fixture'
import { linesOf, shortened, wordOf } from './lines'

const bytes = (text: string) => packed('u1', new TextEncoder().encode(text))

describe('text that a frame carries', () => {
  it('is read line by line, whatever the language, empty lines too', () => {
    expect(linesOf(bytes('▁la\nmaison\n\n白色\n👩‍🏫\nמִלָּה\n'))).toEqual([
      '▁la',
      'maison',
      '',
      '白色',
      '👩‍🏫',
      'מִלָּה',
    ])
    expect(linesOf(bytes('\n'))).toEqual([''])
    expect(linesOf(bytes(''))).toEqual([])
    expect(linesOf(undefined)).toEqual([])
  })

  it('has a gap in the place of the sign for a word that begins, and blanks that can be seen', () => {
    expect(wordOf('▁la')).toEqual({ text: 'la', begins: true })
    expect(wordOf('son')).toEqual({ text: 'son', begins: false })
    expect(wordOf('▁')).toEqual({ text: '␣', begins: true })
    expect(wordOf('  ')).toEqual({ text: '␣␣', begins: false })
    expect(wordOf('').text).toBe('␣')
    expect(wordOf('a▁b').text).toBe('a▁b')
  })

  it('is cut between signs', () => {
    expect(shortened('abcdef', 4)).toBe('abc…')
    expect(shortened('😀😀😀', 3)).toBe('😀😀😀')
    expect(shortened('😀😀😀😀', 3)).toBe('😀😀…')
  })
})
