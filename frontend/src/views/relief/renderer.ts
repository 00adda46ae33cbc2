import { BOTTOM, TOP, type View } from '../camera'
import { LAMP } from './light'
import { POINT, WALL, type Mesh } from './mesh'
import { GROUND_FRAGMENT, GROUND_VERTEX, WALL_FRAGMENT, WALL_VERTEX } from './shaders'

/** Draws a block of ground with WebGL 2: once for each call, nothing by itself. */

type Rgb = readonly [number, number, number]

export interface Looks {
  /** 256 colours from the lowest to the highest ground, R G B A. */
  ramp: Uint8Array<ArrayBuffer>
  deep: Rgb
  high: Rgb
}

/** The light on each side: left, right, front, back. */
const SIDES = [1, 0.82, 0.92, 0.96]
const OUTWARD = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const

export class NoGraphics extends Error {}

export class Renderer {
  readonly #gl: WebGL2RenderingContext
  readonly #ground: Program
  readonly #wall: Program
  readonly #ramp: WebGLTexture
  readonly #points: WebGLBuffer
  readonly #triangles: WebGLBuffer
  readonly #strips: WebGLBuffer[]
  #count = 0
  #lengths: number[] = []
  #level = 1

  constructor(readonly canvas: HTMLCanvasElement) {
    const gl = canvas.getContext('webgl2', {
      antialias: devicePixelRatio < 2,
      alpha: true,
      powerPreference: 'low-power',
    })
    if (!gl) throw new NoGraphics()
    this.#gl = gl
    this.#ground = new Program(gl, GROUND_VERTEX, GROUND_FRAGMENT)
    this.#wall = new Program(gl, WALL_VERTEX, WALL_FRAGMENT)
    this.#ramp = gl.createTexture()
    this.#points = gl.createBuffer()
    this.#triangles = gl.createBuffer()
    this.#strips = SIDES.map(() => gl.createBuffer())
    gl.enable(gl.DEPTH_TEST)
    gl.enable(gl.POLYGON_OFFSET_FILL)
  }

  get lost(): boolean {
    return this.#gl.isContextLost()
  }

  /** A new ground; `level` is the height in the block from one contour line to the next. */
  load(mesh: Mesh, level: number): void {
    const gl = this.#gl
    fill(gl, gl.ARRAY_BUFFER, this.#points, mesh.points)
    fill(gl, gl.ELEMENT_ARRAY_BUFFER, this.#triangles, mesh.triangles)
    this.#count = mesh.triangles.length
    mesh.walls.forEach((strip, side) => {
      const buffer = this.#strips[side]
      if (buffer) fill(gl, gl.ARRAY_BUFFER, buffer, strip)
    })
    this.#lengths = mesh.walls.map((strip) => strip.length / WALL)
    this.#level = level
  }

  dress({ ramp, deep, high }: Looks): void {
    const gl = this.#gl
    gl.bindTexture(gl.TEXTURE_2D, this.#ramp)
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, ramp.length / 4, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, ramp)
    for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
      gl.texParameteri(gl.TEXTURE_2D, name, gl.LINEAR)
    }
    for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) {
      gl.texParameteri(gl.TEXTURE_2D, name, gl.CLAMP_TO_EDGE)
    }
    this.#wall.use()
    this.#wall.vector('deep', deep)
    this.#wall.vector('high', high)
  }

  /** `density` is how many pixels of the screen make one of the page. */
  paint(view: View, density: number): void {
    const gl = this.#gl
    const width = Math.round(view.width * density)
    const height = Math.round(view.height * density)
    if (this.canvas.width !== width) this.canvas.width = width
    if (this.canvas.height !== height) this.canvas.height = height
    gl.viewport(0, 0, width, height)
    gl.clearColor(0, 0, 0, 0)
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT)

    this.#ground.use()
    this.#ground.shared(view.matrix, this.#level, density)
    this.#ground.vector('lamp', LAMP)
    this.#ground.vector('eye', view.eye)
    gl.bindTexture(gl.TEXTURE_2D, this.#ramp)
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#points)
    attribute(gl, 0, 3, POINT, 0)
    attribute(gl, 1, 2, POINT, 3)
    attribute(gl, 2, 2, POINT, 5)
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.#triangles)
    gl.polygonOffset(0, 0)
    gl.drawElements(gl.TRIANGLES, this.#count, gl.UNSIGNED_INT, 0)

    this.#wall.use()
    this.#wall.shared(view.matrix, this.#level, density)
    this.#wall.number('bottom', BOTTOM)
    gl.disableVertexAttribArray(1)
    gl.disableVertexAttribArray(2)
    gl.polygonOffset(1, 1) // behind the edge of the ground, not in it
    this.#strips.forEach((strip, side) => {
      const [x, y] = OUTWARD[side] ?? [0, 0]
      if (x * view.eye[0] + y * view.eye[1] <= 1) return // that side is turned away
      this.#wall.number('bright', SIDES[side] ?? 1)
      gl.bindBuffer(gl.ARRAY_BUFFER, strip)
      attribute(gl, 0, 3, WALL, 0)
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, this.#lengths[side] ?? 0)
    })
  }

  /** Gives the card back at once: a browser has few. */
  free(): void {
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext()
  }
}

class Program {
  readonly #program: WebGLProgram
  readonly #places = new Map<string, WebGLUniformLocation | null>()

  constructor(
    readonly gl: WebGL2RenderingContext,
    vertex: string,
    fragment: string,
  ) {
    this.#program = gl.createProgram()
    for (const [kind, source] of [
      [gl.VERTEX_SHADER, vertex],
      [gl.FRAGMENT_SHADER, fragment],
    ] as const) {
      const shader = gl.createShader(kind)
      if (!shader) continue // a lost context: the picture says so
      gl.shaderSource(shader, source)
      gl.compileShader(shader)
      gl.attachShader(this.#program, shader)
    }
    gl.linkProgram(this.#program)
    if (!gl.getProgramParameter(this.#program, gl.LINK_STATUS) && !gl.isContextLost()) {
      throw new Error(gl.getProgramInfoLog(this.#program) ?? 'WebGL')
    }
  }

  use(): void {
    this.gl.useProgram(this.#program)
  }

  shared(matrix: Float32Array, level: number, density: number): void {
    this.gl.uniformMatrix4fv(this.#place('matrix'), false, matrix)
    this.number('top', TOP)
    this.number('level', level)
    this.number('density', density)
  }

  number(name: string, value: number): void {
    this.gl.uniform1f(this.#place(name), value)
  }

  vector(name: string, [x, y, z]: Rgb): void {
    this.gl.uniform3f(this.#place(name), x, y, z)
  }

  #place(name: string): WebGLUniformLocation | null {
    let place = this.#places.get(name)
    if (place === undefined) {
      place = this.gl.getUniformLocation(this.#program, name)
      this.#places.set(name, place)
    }
    return place
  }
}

function fill(
  gl: WebGL2RenderingContext,
  target: number,
  buffer: WebGLBuffer,
  numbers: Float32Array | Uint32Array,
): void {
  gl.bindBuffer(target, buffer)
  gl.bufferData(target, numbers, gl.DYNAMIC_DRAW)
}

function attribute(
  gl: WebGL2RenderingContext,
  place: number,
  count: number,
  stride: number,
  from: number,
): void {
  gl.enableVertexAttribArray(place)
  gl.vertexAttribPointer(place, count, gl.FLOAT, false, stride * 4, from * 4)
}
