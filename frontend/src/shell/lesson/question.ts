import { isObject, isText } from '../../api/guards'
import type { Json, JsonObject, Text } from '../../api/types'
import { formatNumber } from '../../base/numbers'
import { evaluate, evaluateAll } from '../../base/expression'

/** An exercise of a lesson: a fenced block ```question holding JSON. */
export type Question = NumberQuestion | ChoiceQuestion

interface Asked {
  prompt: string
  why: string
}

export interface NumberQuestion extends Asked {
  kind: 'number'
  /** Arithmetic over `p.<parameter>`. */
  answer: string
  /** Accepted distance: a share of the answer, and at least this much absolutely when the answer is near 0. */
  tolerance: number
}

export interface ChoiceQuestion extends Asked {
  kind: 'choice'
  options: string[]
  answer: number
}

export class QuestionError extends Error {}

export function parseQuestion(source: string, lang: keyof Text): Question {
  let raw: unknown
  try {
    raw = JSON.parse(source)
  } catch (error) {
    throw new QuestionError(`question: ${String(error)}`)
  }
  if (!isObject(raw)) throw new QuestionError('question: an object is expected')
  const text = (name: string): string => plain(raw[name], lang)
  const asked = { prompt: text('prompt'), why: text('why') }
  if (raw['kind'] === 'number') {
    const tolerance = typeof raw['tolerance'] === 'number' ? raw['tolerance'] : 0.01
    return { ...asked, kind: 'number', answer: String(raw['answer']), tolerance }
  }
  const index = raw['index'] ?? raw['answer']
  if (raw['kind'] === 'choice' && Array.isArray(raw['options']) && typeof index === 'number') {
    return {
      ...asked,
      kind: 'choice',
      options: raw['options'].map((option) => plain(option, lang)),
      answer: index,
    }
  }
  throw new QuestionError('question: kind must be "number" or "choice"')
}

function plain(value: Json | undefined, lang: keyof Text): string {
  if (typeof value === 'string') return value
  return isText(value) ? value[lang] : ''
}

const SETTING = /\{(p\.[^{}]+)\}/g

/** A prompt with the numbers of the settings put in: `{p.layers}`, `{p.hidden}` for [8, 8], arithmetic that begins with `p.`. */
export function filled(text: string, params: JsonObject): string {
  return text.replace(SETTING, (whole, expression: string) => {
    try {
      const value = evaluateAll(expression, params)
      if (typeof value === 'number') return formatNumber(value, 6)
      return `[${value.map((item) => formatNumber(item, 6)).join(', ')}]`
    } catch {
      return whole
    }
  })
}

/** Whether the settings have every number that the question reads: a choice among kinds of things brings its own. */
export function fits(question: Question, params: JsonObject): boolean {
  if (filled(question.prompt + question.why, params).search(SETTING) >= 0) return false
  if (question.kind === 'choice') return true
  try {
    return Number.isFinite(evaluate(question.answer, params))
  } catch {
    return false
  }
}

export function correctNumber(question: NumberQuestion, given: number, params: JsonObject): boolean {
  const answer = evaluate(question.answer, params)
  const distance = Math.abs(given - answer)
  return (
    distance <=
    Math.max(question.tolerance * Math.abs(answer), Math.abs(answer) < 1e-9 ? question.tolerance : 0)
  )
}
