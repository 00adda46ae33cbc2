import { render } from 'svelte/server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Asset } from '../api/types'
import { language } from '../base/language.svelte'
import AssetHint from './AssetHint.svelte'
import { away, incomplete, type Option } from './model'
import { controlsOf } from './schema'
import { Standing, standing } from './standing.svelte'

const same = (text: string) => ({ en: text, zh: text })
const mnist: Asset = {
  name: 'mnist',
  title: { en: 'MNIST digits', zh: 'MNIST 手写数字' },
  about: same(''),
  kind: 'data set',
  format: 'idx',
  licence: same('CC BY-SA 3.0'),
  attribution: same(''),
  size: 11_594_722,
  limit: 11_594_722,
  files: [],
  state: 'absent',
  bytes: 0,
  message: null,
}
const paintings: Asset = {
  ...mnist,
  name: 'paintings',
  title: same('Paintings'),
  size: null,
  state: 'here',
  bytes: 9,
}
const options: Option[] = [
  { value: 'digits', label: same('Digits') },
  { value: 'MNIST', label: same('MNIST'), asset: 'mnist' },
  { value: 'art', label: same('Art'), asset: 'paintings' },
]

/** What is written where `value` is chosen, and its first asset stands like that. */
function written(value: string, asset: Partial<Asset> = {}, owner = true): string {
  standing.all = { owner, assets: [{ ...mnist, ...asset }, paintings] }
  const { body } = render(AssetHint, {
    props: { id: 'param-data', options, value, marks: {}, came: () => undefined },
  })
  return body.replaceAll(/<!--.*?-->/g, '').replaceAll(/\s+/g, ' ')
}

/** A server whose assets the test sets. */
let all: Asset[]
let asked: string[]
let answer: () => Response

beforeEach(() => {
  vi.useFakeTimers()
  ;[all, asked] = [[mnist, paintings], []]
  answer = () => Response.json({ owner: true, assets: all })
  vi.stubGlobal('fetch', (path: string, init?: RequestInit) => {
    asked.push(`${init?.method ?? 'GET'} ${path.replace('/api/v1/assets', '')}`)
    return Promise.resolve(answer())
  })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  language.current = 'en'
  standing.all = null
  away.clear()
})

it('tells what the chosen option costs, and offers it to the owner', () => {
  const text = written('MNIST')
  expect(text).toContain('MNIST digits: 12 MB, CC BY-SA 3.0, not here.')
  expect(text).toMatch(/<button[^>]*aria-label="Get: MNIST digits"/)
  expect(text).not.toContain('lossland get')
})

it('tells others whom to ask', () => {
  language.current = 'zh'
  const text = written('MNIST', {}, false)
  expect(text).toContain('MNIST 手写数字：12 MB，CC BY-SA 3.0，未获取。')
  expect(text).toMatch(/请服务器的所有者运行： <code[^>]*>lossland get mnist<\/code>/)
  expect(text).not.toContain('<button')
})

it('tells how far it is, and what went wrong', () => {
  const going = written('MNIST', { state: 'fetching', bytes: 5_000_000 })
  expect(going).toContain('5.0 MB of 12 MB')
  expect(going).toMatch(/<progress[^>]*value="5000000"/)
  expect(going).toContain('aria-label="Cancel: MNIST digits"')
  const unknown = written('MNIST', { state: 'fetching', bytes: 5_000_000, size: null })
  expect(unknown).toContain('5.0 MB so far')
  expect(unknown).toContain('at most 12 MB')
  const failed = written('MNIST', { state: 'failed', message: same('the disk is full') })
  expect(failed).toContain('the disk is full')
  expect(failed).toContain('aria-label="Get: MNIST digits"')
})

it('says nothing of what is here and of what needs nothing', () => {
  for (const value of ['digits', 'art', 'gone']) expect(written(value)).not.toContain('data-asset')
  expect(written('MNIST', { state: 'here' })).not.toContain('data-asset')
})

it('marks the options that are not here, and none before it knows', async () => {
  const one = new Standing()
  expect(one.marks(options)).toEqual({})
  await one.look()
  expect(one.marks(options)).toEqual({ MNIST: ' (download)' })
  all = []
  await one.look()
  expect(one.marks(options)).toEqual({})
})

it('has the page wait for what is chosen and not here, in a choice and as the kind of a union', async () => {
  const hints = { 'x-lossland': { assets: { b: 'mnist' }, when: { study: ['train'] } } }
  const variant = (kind: string) => ({ type: 'object', properties: { kind: { const: kind } } })
  const controls = controlsOf({
    properties: {
      plain: { enum: ['a', 'b'], ...hints },
      union: { oneOf: ['a', 'b'].map(variant), ...hints },
    },
  })
  const waits = (plain: string, kind: string, study = 'train') =>
    incomplete(controls, { study, plain, union: { kind } })
  expect(waits('b', 'b')).toBe(false)
  const one = new Standing()
  await one.look()
  expect([waits('a', 'a'), waits('b', 'a'), waits('a', 'b')]).toEqual([false, true, true])
  expect(waits('b', 'b', 'shapes')).toBe(false)
  all = [{ ...mnist, state: 'here' }]
  await one.look()
  expect([waits('b', 'a'), waits('a', 'b')]).toEqual([false, false])
})

it('follows what is fetched as long as somebody watches, and says that it has come', async () => {
  const one = new Standing()
  const leave = one.watch()
  await vi.advanceTimersByTimeAsync(5000)
  expect(asked).toEqual(['GET '])
  all = [{ ...mnist, state: 'fetching' }]
  await one.get(mnist)
  expect(asked).toEqual(['GET ', 'POST /mnist', 'GET '])
  await vi.advanceTimersByTimeAsync(900)
  expect(asked.length).toBe(5)
  all = [{ ...mnist, state: 'here' }]
  await vi.advanceTimersByTimeAsync(5000)
  expect([asked.length, one.said]).toEqual([6, 'MNIST digits is here.'])
  all = [{ ...mnist, state: 'fetching' }]
  await one.look()
  leave()
  await vi.advanceTimersByTimeAsync(5000)
  expect(asked.length).toBe(7)
})

it('says why it could not begin, and does one thing at a time', async () => {
  const one = new Standing()
  answer = () =>
    Response.json({ type: 'x', detail: 'no', message: same('not yours'), errors: [] }, { status: 403 })
  await Promise.all([one.get(mnist), one.get(mnist)])
  expect(asked.filter((what) => what.startsWith('POST'))).toEqual(['POST /mnist'])
  expect(one.fault).toContain('not yours')
  answer = () => Response.json({ owner: true, assets: all })
  await one.look()
  expect(one.fault).toBe('')
})

it('says why what failed did', async () => {
  const one = new Standing()
  all = [{ ...mnist, state: 'fetching' }]
  await one.look()
  all = [{ ...mnist, state: 'failed', message: same('cut off') }]
  await one.look()
  expect(one.said).toBe('cut off')
})
