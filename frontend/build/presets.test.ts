import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { LabDetail } from '../src/api/types'
import { flatten, rowControls, type Control } from '../src/controls/model'
import { controlsOf } from '../src/controls/schema'
import { valueAt } from '../src/controls/values'
import { presetParams } from '../src/shell/url'

/** Every preset of every lab, as the page's own file of labs has them: `make setup` builds it. */
const CATALOGUE = join(import.meta.dirname, '../../backend/lossland/static/catalogue.json')
const { labs }: { labs: Record<string, LabDetail> } = JSON.parse(readFileSync(CATALOGUE, 'utf8'))

/** The controls whose values are missing: the server would fill them in, and the preset would count as changed. */
function missing(controls: Control[], params: LabDetail['defaults']): string[] {
  return controls.flatMap((control): string[] => {
    const value = valueAt(params, control.path)
    if (value === undefined) return [control.path.join('.')]
    if (control.type === 'group') return missing(control.controls, params)
    if (control.type === 'rows' && Array.isArray(value))
      return value.flatMap((_, index) => missing(rowControls(control, index), params))
    if (control.type !== 'union') return []
    const kind = valueAt(params, [...control.path, 'kind'])
    return missing(control.variants.find((variant) => variant.value === kind)?.controls ?? [], params)
  })
}

describe.each(Object.values(labs).map((lab) => [lab.slug, lab] as const))('%s', (_, lab) => {
  const controls = controlsOf(lab.schema)
  const slugs = lab.presets.map(({ slug }) => slug)

  it('has presets that are whole, so that the run has the same parameters', () => {
    const known = { defaults: lab.defaults, controls, presets: lab.presets }
    const faults = slugs.flatMap((slug) =>
      missing(controls, presetParams(known, slug)).map((path) => `${slug}: ${path}`),
    )
    expect(flatten(controls).length).toBeGreaterThan(0)
    expect(faults).toEqual([])
  })
})
