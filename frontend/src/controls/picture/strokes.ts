/** A drawing: strokes of points, in parts of the sheet's side. */

export type Point = readonly [number, number]
export interface Stroke {
  width: number
  points: Point[]
}

/** Paints a drawing on a square, black on white unless told otherwise. */
export function paint(
  canvas: HTMLCanvasElement,
  strokes: readonly Stroke[],
  paper = '#fff',
  ink = '#000',
): void {
  const { width: side } = canvas
  const context = canvas.getContext('2d')
  if (!context) return
  context.fillStyle = paper
  context.fillRect(0, 0, side, side)
  context.strokeStyle = ink
  context.lineCap = context.lineJoin = 'round'
  for (const { width, points } of strokes) {
    const [first = [0, 0], ...rest] = points
    context.lineWidth = width * side
    context.beginPath()
    context.moveTo(first[0] * side, first[1] * side)
    // A stroke of one point is a dot: a line that goes nowhere has its round ends.
    for (const [x, y] of rest.length > 0 ? rest : [first]) context.lineTo(x * side, y * side)
    context.stroke()
  }
}

/** A place on the sheet, kept on it. */
export const onSheet = (x: number, y: number): Point => [
  Math.min(1, Math.max(0, x)),
  Math.min(1, Math.max(0, y)),
]

/** The strokes with one more point: of the last stroke, or of a new one. */
export function drawnTo(strokes: readonly Stroke[], point: Point, width: number, anew: boolean): Stroke[] {
  const last = strokes.at(-1)
  if (anew || !last) return [...strokes, { width, points: [point] }]
  return [...strokes.slice(0, -1), { ...last, points: [...last.points, point] }]
}
