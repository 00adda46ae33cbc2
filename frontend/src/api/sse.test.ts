import { describe, expect, it } from 'vitest'
import { EventParser } from './sse'

const stream =
  'event: metrics\nid: 132\ndata: {"first":101,"n":32}\n\n: ping\n\nevent: end\ndata: a\ndata: b\n\n'

describe('EventParser', () => {
  it('reads events, joins data lines and drops comments', () => {
    expect(new EventParser().feed(stream)).toEqual([
      { event: 'metrics', data: '{"first":101,"n":32}', id: '132' },
      { event: 'end', data: 'a\nb', id: null },
    ])
  })

  it.each([1, 2, 3, 7, 20])('gives the same events in pieces of %i characters', (size) => {
    const parser = new EventParser()
    const events = []
    for (let at = 0; at < stream.length; at += size) events.push(...parser.feed(stream.slice(at, at + size)))
    expect(events).toEqual(new EventParser().feed(stream))
  })

  it('accepts the three line ends of the standard', () => {
    expect(
      new EventParser().feed('data: x\r\n\r\ndata: y\r\rdata: z\n\n').map((event) => event.data),
    ).toEqual(['x', 'y', 'z'])
  })

  it('keeps an unfinished event for the next piece', () => {
    const parser = new EventParser()
    expect(parser.feed('data: half')).toEqual([])
    expect(parser.feed(' whole\n\n')).toEqual([{ event: 'message', data: 'half whole', id: null }])
  })
})
