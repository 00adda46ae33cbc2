import { turned, type Camera } from './camera'

/** How hands and keys turn a block: dragging, arrows, two fingers, the wheel with a key held, a double click. */

export interface Turnable {
  element: HTMLElement
  camera: () => Camera
  turn: (camera: Camera) => void
  home: () => void
}

const DEGREES_PX = 0.35
const WHEEL = 0.0022
const DOUBLE_MS = 350
const TAP_PX = 6

const ARROWS: Record<string, Partial<Record<'azimuth' | 'elevation', number>>> = {
  ArrowLeft: { azimuth: -5 },
  ArrowRight: { azimuth: 5 },
  ArrowUp: { elevation: 4 },
  ArrowDown: { elevation: -4 },
}

/** The camera after a key; null where the key means nothing here, "home" for the way back. */
export function pressed(key: string, camera: Camera): Camera | 'home' | null {
  const arrow = ARROWS[key]
  if (arrow) {
    return turned(camera, {
      azimuth: camera.azimuth + (arrow.azimuth ?? 0),
      elevation: camera.elevation + (arrow.elevation ?? 0),
    })
  }
  if (key === '+' || key === '=') return turned(camera, { zoom: camera.zoom * 1.15 })
  if (key === '-' || key === '_') return turned(camera, { zoom: camera.zoom / 1.15 })
  return key === '0' || key === 'Home' ? 'home' : null
}

export function watchTurning({ element, camera, turn, home }: Turnable): () => void {
  const fingers = new Map<number, { x: number; y: number }>()
  let tapped = { time: -Infinity, x: 0, y: 0 }
  let travelled = 0

  const spread = (): number => {
    const [a, b] = [...fingers.values()]
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0
  }

  const down = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse' && event.button !== 0) return
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    travelled = 0
    element.setPointerCapture(event.pointerId)
    element.dataset['grab'] = 'held'
  }

  const move = (event: PointerEvent): void => {
    const finger = fingers.get(event.pointerId)
    if (!finger) return
    const dx = event.clientX - finger.x
    const dy = event.clientY - finger.y
    const before = spread()
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    travelled += Math.hypot(dx, dy)
    const now = camera()
    if (fingers.size > 1) {
      if (before > 0) turn(turned(now, { zoom: (now.zoom * spread()) / before }))
    } else {
      turn(
        turned(now, {
          azimuth: now.azimuth - dx * DEGREES_PX,
          elevation: now.elevation + dy * DEGREES_PX,
        }),
      )
    }
  }

  const up = (event: PointerEvent): void => {
    if (!fingers.delete(event.pointerId)) return
    if (fingers.size === 0) element.dataset['grab'] = ''
    if (event.type === 'pointercancel' || travelled > TAP_PX) return
    const near = Math.hypot(event.clientX - tapped.x, event.clientY - tapped.y) < 4 * TAP_PX
    if (near && event.timeStamp - tapped.time < DOUBLE_MS) home()
    tapped = { time: event.timeStamp, x: event.clientX, y: event.clientY }
  }

  const wheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return // the page scrolls
    event.preventDefault()
    const now = camera()
    turn(turned(now, { zoom: now.zoom * Math.exp(-event.deltaY * WHEEL) }))
  }

  element.addEventListener('pointerdown', down)
  element.addEventListener('pointermove', move)
  element.addEventListener('pointerup', up)
  element.addEventListener('pointercancel', up)
  element.addEventListener('wheel', wheel, { passive: false })
  return () => {
    element.removeEventListener('pointerdown', down)
    element.removeEventListener('pointermove', move)
    element.removeEventListener('pointerup', up)
    element.removeEventListener('pointercancel', up)
    element.removeEventListener('wheel', wheel)
  }
}
