import { describe, expect, it } from 'vitest'
import { lessonsOf, presetOf, speaksOf, type Piece } from './markdown'
import { correctNumber, filled, fits, parseQuestion, type NumberQuestion } from './question'

const source = `## Look

Take $\\alpha_1 < 2$ and pay $5 or 6$ dollars.

$$
J(w) = y'y
$$

\`\`\`question
{"kind": "number", "prompt": "n = {p.n}?", "answer": "p.n * 2", "tolerance": 0.01, "why": "twice {p.n}"}
\`\`\`

<script>alert(1)</script>

\`\`\`question
{"kind": "other"}
\`\`\`
`

describe('lessonsOf', () => {
  const [lesson] = lessonsOf(source, 'en')
  const pieces = lesson?.parts[0]?.pieces ?? []

  it('cuts a text into lessons, and those into parts', () => {
    const found = lessonsOf('# One\n\n## $a$\n\nA\n\n### B\n\n## C\n\n# Two\n\nD', 'en')
    expect(
      found.map(({ title, parts }) => [title, parts.map((part) => [part.title, part.pieces.length])]),
    ).toEqual([
      [
        'One',
        [
          ['<span class="math" translate="no">a</span>', 1],
          ['C', 0],
        ],
      ],
      ['Two', [['', 1]]],
    ])
  })

  it('knows a link to a preset', () => {
    expect(presetOf('?preset=rate-too-large')).toBe('rate-too-large')
    expect(presetOf('https://example.org/?preset=a')).toBeNull()
  })

  it('separates prose, exercises and faults', () => {
    expect(pieces.map((piece) => piece.kind)).toEqual(['prose', 'question', 'prose', 'fault'])
  })

  it('keeps the TeX of formulas untouched by Markdown', () => {
    const [prose] = pieces
    expect(prose?.kind === 'prose' && prose.html).toContain(
      '<span class="math" translate="no">\\alpha_1 &lt; 2</span>',
    )
    expect(prose?.kind === 'prose' && prose.html).toContain(
      `<div class="math" translate="no" data-display>J(w) = y'y</div>`,
    )
  })

  it('shows tags as text', () => {
    const prose = pieces[2]
    expect(prose?.kind === 'prose' && prose.html).toContain('&lt;script&gt;')
  })
})

describe('pictures', () => {
  const piecesOf = (source: string): Piece[] => lessonsOf(source, 'en')[0]?.parts[0]?.pieces ?? []

  it('are a paragraph of their own, with their captions typeset', () => {
    const pieces = piecesOf(
      'A\n\n![Error $w_1$ & *more*](?preset=a-b&view=fit&step=60)\n![Bowl](?view=bowl)\n\nB',
    )
    expect(pieces.map(({ kind }) => kind)).toEqual(['prose', 'pictures', 'prose'])
    expect(pieces[1]).toEqual({
      kind: 'pictures',
      pictures: [
        {
          caption: 'Error <span class="math" translate="no">w_1</span> &amp; <em>more</em>',
          address: '?preset=a-b&view=fit&step=60',
          preset: 'a-b',
          view: 'fit',
          step: 60,
        },
        { caption: 'Bowl', address: '?view=bowl', preset: null, view: 'bowl', step: 0 },
      ],
    })
    expect(pieces.map((piece) => speaksOf(piece, 'a-b'))).toEqual([false, true, false])
  })

  it('stand alone and have an address of the lab', () => {
    expect(piecesOf('![A](?view=fit) and text')).toEqual([{ kind: 'fault', text: 'picture:  and text' }])
    expect(piecesOf('![A](a.png)')).toEqual([{ kind: 'fault', text: 'picture: ![A](a.png)' }])
  })
})

describe('number questions', () => {
  const question: NumberQuestion = { kind: 'number', prompt: '', why: '', answer: 'p.n * 2', tolerance: 0.01 }

  it('accepts answers within the tolerance', () => {
    expect(correctNumber(question, 200, { n: 100 })).toBe(true)
    expect(correctNumber(question, 201.9, { n: 100 })).toBe(true)
    expect(correctNumber(question, 203, { n: 100 })).toBe(false)
    expect(correctNumber(question, 0.005, { n: 0 })).toBe(true)
  })

  it('puts the settings into the prompt', () => {
    expect(filled('n = {p.n}, {x} and {p.none}', { n: 3 })).toBe('n = 3, {x} and {p.none}')
    expect(filled('{p.n}, {p.n + 1}, {p.n.1}', { n: [8, 4] })).toBe('[8, 4], 3, 4')
    expect(filled('{p.n}', { n: [] })).toBe('[]')
  })
})

it('says which settings a question can be asked of', () => {
  const question: NumberQuestion = {
    kind: 'number',
    prompt: 'κ = {p.surface.kappa}?',
    why: '',
    answer: 'ln(p.surface.kappa)',
    tolerance: 0.01,
  }
  expect(fits(question, { surface: { kappa: 100 } })).toBe(true)
  expect(fits(question, { surface: { kappa: 0 } })).toBe(false)
  expect(fits(question, { surface: { kind: 'saddle' } })).toBe(false)
  expect(fits({ ...question, prompt: '', answer: 'p.n' }, { n: 'many' })).toBe(false)
  expect(fits({ kind: 'choice', prompt: '{p.n}', why: '{p.m}', options: [], answer: 0 }, { n: 1 })).toBe(
    false,
  )
  expect(fits({ kind: 'choice', prompt: '{p.n}', why: '', options: [], answer: 0 }, { n: 1 })).toBe(true)
})

it('reads a choice by index or answer', () => {
  const choice = '{"kind":"choice","prompt":"?","options":["a","b"],"answer":1,"why":""}'
  expect(parseQuestion(choice, 'en')).toMatchObject({ kind: 'choice', answer: 1 })
})
