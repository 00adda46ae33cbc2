import { describe, expect, it } from 'vitest'
import { packed } from '../fixture'
import { bestColumns, largestWithin, paintPicture, pictures, pixelText, wipedText } from './images'

describe('images', () => {
  const grey = pictures({ images: packed('u1', Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), '2,2,2') })
  const colour = pictures({ images: packed('u1', Uint8Array.of(9, 8, 7), '1,1,1,3') })

  it('are read in grey and in colour', () => {
    expect(grey).toMatchObject({ n: 2, height: 2, width: 2, channels: 1 })
    expect(colour).toMatchObject({ n: 1, channels: 3 })
    expect(grey && pixelText(grey, 1, 0, 1)).toBe('6')
    expect(colour && pixelText(colour, 0, 0, 0)).toBe('9, 8, 7')
  })

  it('become pixels', () => {
    const pixels = new Uint32Array(1)
    if (colour) paintPicture(colour, 0, new Uint32Array(256), pixels)
    expect([...new Uint8Array(pixels.buffer)]).toEqual([9, 8, 7, 255])
  })

  it('fill their area', () => {
    expect(bestColumns(10, 700, 150, 1, 20)).toBe(10)
    expect(bestColumns(9, 300, 360, 1, 20)).toBe(3)
    expect(bestColumns(1, 300, 300, 1, 0)).toBe(1)
  })

  it('keep their shape where one has all the area', () => {
    expect(largestWithin(300, 100, 2)).toBe(200)
    expect(largestWithin(100, 300, 2)).toBe(100)
  })

  it('say how much of each is seen beside a line', () => {
    expect(wipedText(['C', 'G'], 30)).toEqual({ before: 'C', after: 'G', left: 30, right: 70 })
  })
})
