import { unpack } from '../../api/arrays'
import type { Packed, ReliefFigure, ViewArrays } from '../../api/types'
import { heightAt, heightOf, type Ground } from './ground'

/** What stands on a ground: balls with their trails, goals, and the straight line between two balls. */

export interface Spot {
  x: number
  y: number
  /** True height. */
  height: number
  /** The ground there; NaN where nobody says. */
  foot: number
}

export interface Ball extends Spot {
  /** Its place in the figure's list. */
  index: number
  mark: string
  role: string
  trail: Spot[]
  /** Beyond the sides of the ground. */
  outside: boolean
}

export interface Slice {
  /** 0 at the first ball, 1 at the second. */
  t: number
  value: number
}

export interface Scene {
  balls: Ball[]
  goals: Spot[]
  slice: Slice[]
}

const numbers = (packed: Packed | undefined): ArrayLike<number> => (packed ? unpack(packed) : [])

export function sceneOf(figure: ReliefFigure, arrays: ViewArrays, log: boolean): Scene {
  const feet = numbers(arrays['foot'])
  const spots = (name: string): Spot[] => {
    const x = numbers(arrays[`${name}.x`])
    const y = numbers(arrays[`${name}.y`])
    const z = numbers(arrays[`${name}.z`])
    return Array.from(x, (value, index) => ({
      x: value,
      y: y[index] ?? NaN,
      height: heightOf(z[index] ?? NaN, log),
      foot: NaN,
    }))
  }
  const balls = figure.balls.flatMap(({ mark, role }, index): Ball[] => {
    const trail = spots(`trail${index + 1}`)
    const last = trail.at(-1)
    if (!last || Number.isNaN(last.x)) return []
    const foot = heightOf(feet[index] ?? NaN, log)
    return [{ ...last, foot, index, mark, role, trail, outside: false }]
  })
  const t = numbers(arrays['straight.t'])
  const values = numbers(arrays['straight.z'])
  return {
    balls,
    goals: spots('goals'),
    slice: Array.from(t, (at, index) => ({ t: at, value: values[index] ?? NaN })),
  }
}

/** Heights of what lies on the ground are the ground's; who left it waits at its edge, and his way ends there. */
export function settled(scene: Scene, ground: Ground): Scene {
  const within = ({ x, y }: Spot): boolean =>
    x >= ground.left && x <= ground.right && y >= ground.low && y <= ground.high
  const laid = (spot: Spot): Spot =>
    Number.isNaN(spot.height) ? { ...spot, height: heightAt(ground, spot.x, spot.y) } : spot
  return {
    ...scene,
    balls: scene.balls.map((ball) => {
      const x = Math.min(Math.max(ball.x, ground.left), ground.right)
      const y = Math.min(Math.max(ball.y, ground.low), ground.high)
      const held = { ...ball, ...laid({ ...ball, x, y }) }
      const trail = ball.trail.map((spot) => (within(spot) ? laid(spot) : { ...spot, height: NaN }))
      return { ...held, trail, outside: !within(ball) }
    }),
    goals: scene.goals.map(laid).filter(within),
  }
}

/** How much higher the way is than the higher of its two ends; 0 where it is not. */
export function barrierOf(slice: Slice[]): number {
  const way = slice.filter(({ t, value }) => t >= 0 && t <= 1 && Number.isFinite(value))
  const ends = Math.max(way[0]?.value ?? NaN, way.at(-1)?.value ?? NaN)
  return Math.max(0, Math.max(...way.map(({ value }) => value)) - ends)
}
