/** From where a block is looked at, and where its points come to lie on the screen. */

export interface Camera {
  /** Degrees around the block, 0 along x. */
  azimuth: number
  /** Degrees above the ground. */
  elevation: number
  zoom: number
}

export const HOME: Camera = { azimuth: -64, elevation: 41, zoom: 1 }
const LOWEST = 6
const HIGHEST = 89
const NEAREST = 5
const FARTHEST = 0.6
/** Distance of the eye from the middle of the block, whose sides are 2. */
const AWAY = 5.2
/** Heights of the block: its bottom, the lowest ground, the highest ground. */
export const BOTTOM = -0.1
export const TOP = 0.78
const MIDDLE = 0.25

export interface Size {
  width: number
  height: number
}

export interface Point {
  x: number
  y: number
}

export interface View extends Size {
  /** Where a point of the block lies, in pixels from the left and top; `away` grows with the distance from the eye. */
  place(x: number, y: number, z: number): Point & { away: number }
  /** The eye in the block's lengths. */
  eye: [number, number, number]
  /** The direction in which a pixel is seen. */
  ray(px: number, py: number): [number, number, number]
  /** The same projection for the graphics card, column by column. */
  matrix: Float32Array
}

export function turned(camera: Camera, change: Partial<Camera>): Camera {
  const { azimuth, elevation, zoom } = { ...camera, ...change }
  return {
    azimuth: ((((azimuth + 180) % 360) + 360) % 360) - 180,
    elevation: Math.min(Math.max(elevation, LOWEST), HIGHEST),
    zoom: Math.min(Math.max(zoom, FARTHEST), NEAREST),
  }
}

export const sameCamera = (a: Camera, b: Camera): boolean =>
  a.azimuth === b.azimuth && a.elevation === b.elevation && a.zoom === b.zoom

/** For who asks the page from where a picture is drawn. */
export const written = ({ azimuth, elevation, zoom }: Camera): string =>
  [azimuth, elevation, zoom].map((number) => number.toFixed(2)).join(' ')

/** `room` are pixels at the sides that should stay free of the block. */
export function viewFrom(
  camera: Camera,
  size: Size,
  room: { side: number; above: number; below: number },
): View {
  const { width, height } = size
  const azimuth = (camera.azimuth * Math.PI) / 180
  const elevation = (camera.elevation * Math.PI) / 180
  const [ca, sa, ce, se] = [Math.cos(azimuth), Math.sin(azimuth), Math.cos(elevation), Math.sin(elevation)]
  const toEye = [ce * ca, ce * sa, se] as const
  const right = [-sa, ca, 0] as const
  const up = [-se * ca, -se * sa, ce] as const
  const along = (v: readonly number[], x: number, y: number, z: number): number =>
    (v[0] ?? 0) * x + (v[1] ?? 0) * y + (v[2] ?? 0) * (z - MIDDLE)

  // What the block fills as it stands at first; turning it does not change its size.
  const frame = { side: 0, above: -Infinity, below: Infinity }
  for (const corner of [45, 135, 225, 315]) {
    const angle = ((corner - HOME.azimuth) * Math.PI) / 180 + azimuth
    const x = Math.SQRT2 * Math.cos(angle)
    const y = Math.SQRT2 * Math.sin(angle)
    for (const z of [BOTTOM, TOP]) {
      const nearer = AWAY / (AWAY - along(toEye, x, y, z))
      frame.side = Math.max(frame.side, Math.abs(along(right, x, y, z)) * nearer)
      frame.above = Math.max(frame.above, along(up, x, y, z) * nearer)
      frame.below = Math.min(frame.below, along(up, x, y, z) * nearer)
    }
  }
  const fit = Math.min(
    Math.max(width - 2 * room.side, 40) / (2 * frame.side),
    Math.max(height - room.above - room.below, 40) / (frame.above - frame.below),
  )
  const scale = fit * camera.zoom
  const cx = width / 2
  const free = (height + room.above - room.below) / 2
  const cy = free + (scale * (frame.above + frame.below)) / 2

  const a = scale / (width / 2)
  const b = scale / (height / 2)
  const shiftX = (cx - width / 2) / (width / 2)
  const shiftY = (height / 2 - cy) / (height / 2)
  const near = AWAY - 2.6
  const far = AWAY + 2.6
  const f = (far + near) / (far - near)
  const g = (-2 * far * near) / (far - near)
  // w is the distance along the line of sight, in units of AWAY.
  const rows = [
    [0, 1, 2].map((k) => a * (right[k] ?? 0) - (shiftX * (toEye[k] ?? 0)) / AWAY),
    [0, 1, 2].map((k) => b * (up[k] ?? 0) - (shiftY * (toEye[k] ?? 0)) / AWAY),
    [0, 1, 2].map((k) => (-f * (toEye[k] ?? 0)) / AWAY),
    [0, 1, 2].map((k) => -(toEye[k] ?? 0) / AWAY),
  ]
  const constants = [
    shiftX - MIDDLE * (rows[0]?.[2] ?? 0),
    shiftY - MIDDLE * (rows[1]?.[2] ?? 0),
    f + g / AWAY - MIDDLE * (rows[2]?.[2] ?? 0),
    1 - MIDDLE * (rows[3]?.[2] ?? 0),
  ]
  const matrix = new Float32Array(16)
  for (let row = 0; row < 4; row++) {
    for (let column = 0; column < 3; column++) matrix[4 * column + row] = rows[row]?.[column] ?? 0
    matrix[12 + row] = constants[row] ?? 0
  }
  const eye: [number, number, number] = [AWAY * toEye[0], AWAY * toEye[1], AWAY * toEye[2] + MIDDLE]
  return {
    width,
    height,
    eye,
    matrix,
    place: (x, y, z) => {
      const away = AWAY - along(toEye, x, y, z)
      const nearer = (AWAY / away) * scale
      return { x: cx + along(right, x, y, z) * nearer, y: cy - along(up, x, y, z) * nearer, away }
    },
    ray: (px, py) => {
      const p = (px - cx) / scale
      const q = (cy - py) / scale
      const at = (k: 0 | 1 | 2): number => p * right[k] + q * up[k] - AWAY * toEye[k]
      return [at(0), at(1), at(2)]
    },
  }
}
