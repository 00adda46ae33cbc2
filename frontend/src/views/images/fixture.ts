import type { ImagesFigure, Text } from '../../api/types'

export const text = (en: string): Text => ({ en, zh: en })

/** A view of tiles with these names, one of each kind of colours by what it is called. */
export const figureOf = (uids: string[]): ImagesFigure => ({
  kind: 'images',
  title: text('t'),
  caption: text('c'),
  alt: text('a'),
  max_rate: 30,
  linked: 'window',
  names: [],
  scale: 'grey',
  columns: null,
  compare: false,
  label: null,
  words: [],
  scales: [],
  tiles: uids.map((uid) => ({
    uid,
    title: text(uid),
    scale: uid === 'x' ? 'grey' : 'signed',
    shares: null,
    slices: false,
    rows_of: null,
    typed: null,
    digits: 3,
    drawn: 'large',
  })),
  windows: [],
  show: 'pictures',
  typed: null,
  typed_kind: null,
  notes: [],
})
