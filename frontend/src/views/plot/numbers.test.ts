import { describe, expect, it } from 'vitest'
import { floats } from '../fixture'
import { writtenOut } from './numbers'

const table = (values: number[], wide: number) => ({
  ...floats(values),
  shape: `${values.length / wide}, ${wide}`,
})

describe('words of a picture', () => {
  it('have the numbers of the page', () => {
    const trace = {
      texttemplate: 'whole: %{customdata[0]:.1e}, %{customdata[1]:.1%} at %{y:.3~g}',
      customdata: table([7.9e-11, 0.98, -3, -0.5], 2),
      y: table([1e-7, -2.5], 1),
    }
    expect(writtenOut([trace])).toEqual([
      {
        text: ['whole: 7.9×10⁻¹¹, 98.0 % at 10⁻⁷', 'whole: −3, −50.0 % at −2.5'],
        customdata: trace.customdata,
        y: trace.y,
      },
    ])
  })

  it('keep their own text and the name of their trace', () => {
    const trace = { x: table([-1], 1), y: [0.05], text: ['b'], hovertemplate: '%{text} %{x}, %{y:.3g}' }
    expect(writtenOut([trace])).toMatchObject([{ hovertext: ['b −1, 0.0500'], hoverinfo: 'text+name' }])
  })

  it('lie in rows over a map', () => {
    const trace = {
      z: table([1, 2, 3, 4], 2),
      customdata: table([1.5, -1, 2, 1e-9], 1),
      hovertemplate: 'loss %{customdata[0]:.3g}<extra></extra>',
    }
    expect(writtenOut([trace])).toMatchObject([
      {
        hovertext: [
          ['loss 1.50', 'loss −1'],
          ['loss 2', 'loss 1.00×10⁻⁹'],
        ],
        hoverinfo: 'text',
      },
    ])
  })

  it('are left alone where they have no number, and written once where nothing changed', () => {
    const plain = { texttemplate: '%{z}', z: table([1], 1) }
    const worded = { texttemplate: '%{x:.3g}', x: table([1], 1) }
    const [first, second] = writtenOut([plain, worded])
    expect(first).toBe(plain)
    expect(writtenOut([worded])[0]).toBe(second)
  })
})
