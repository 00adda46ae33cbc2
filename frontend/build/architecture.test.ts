import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, it } from 'vitest'

/** How the page is built: what may import what, and how long a file may be. */

const SOURCE = join(import.meta.dirname, '..', 'src')
/** From the bottom up: a folder imports from itself and from those before it. */
const LAYERS = ['api', 'base', 'controls', 'views', 'miniature', 'shell', 'App.svelte', 'main.ts']
const MOST_LINES = 300
/** Files that are longer; the list may only shrink. */
const LONGER: string[] = []

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.(ts|svelte|css)$/.test(file),
)
const text = (file: string): string => readFileSync(join(SOURCE, file), 'utf8')

/** What each file imports of the page itself, types too. */
const imports = new Map(
  files.map((file) => {
    const named = [...text(file).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']*)'/g)]
    return [file, named.map(([, name = '']) => found(file, name))] as const
  }),
)

function found(file: string, name: string): string {
  const path = normalize(join(dirname(file), name))
  const match = ['', '.ts', '.svelte', '.d.ts'].map((end) => path + end).find((one) => files.includes(one))
  if (!match) throw new Error(`${file} imports ${name}, which is nowhere`)
  return match
}

const layerOf = (file: string): number => LAYERS.indexOf(file.split('/')[0] ?? '')
/** A kind of view is a folder of its own: `views/plot`. */
const kindOf = (file: string): string => (/^views\/[^/]+\//.exec(file) ?? [''])[0]

it('has every file in a layer', () => {
  expect(files.filter((file) => layerOf(file) < 0)).toEqual([])
})

it('imports from above to below', () => {
  const faults = [...imports].flatMap(([file, targets]) =>
    targets.filter((target) => layerOf(target) > layerOf(file)).map((target) => `${file} -> ${target}`),
  )
  expect(faults).toEqual([])
})

it('keeps kinds of view apart from each other', () => {
  const faults = [...imports].flatMap(([file, targets]) =>
    targets
      .filter((target) => kindOf(file) !== '' && kindOf(target) !== '' && kindOf(target) !== kindOf(file))
      .map((target) => `${file} -> ${target}`),
  )
  expect(faults).toEqual([])
})

it('has no circle of imports', () => {
  const state = new Map<string, 'open' | 'done'>()
  const circles: string[] = []
  const visit = (file: string, path: string[]): void => {
    if (state.get(file) === 'done') return
    if (state.get(file) === 'open') {
      circles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
      return
    }
    state.set(file, 'open')
    // A component that draws itself imports itself: that is how Svelte writes recursion.
    for (const target of imports.get(file) ?? []) if (target !== file) visit(target, [...path, file])
    state.set(file, 'done')
  }
  for (const file of files) visit(file, [])
  expect(circles).toEqual([])
})

it('has short files', () => {
  const long = files.filter(
    (file) => file !== 'api/schema.d.ts' && text(file).trimEnd().split('\n').length > MOST_LINES,
  )
  expect(long.sort()).toEqual(LONGER)
})
