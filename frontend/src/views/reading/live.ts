import { infer } from '../../api/infer'
import { RateOf } from './rate'
import type { Found } from './reading'

/** Pixels of the shorter side of what is sent: networks look at no more. */
const SHORT_SIDE = 240
const QUALITY = 0.85

/** What the video shows now, small, as a file; null while it shows nothing. */
export async function frameOf(video: HTMLVideoElement): Promise<Blob | null> {
  const { videoWidth, videoHeight } = video
  if (videoWidth === 0 || videoHeight === 0) return null
  const scale = Math.min(1, SHORT_SIDE / Math.min(videoWidth, videoHeight))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(scale * videoWidth)
  canvas.height = Math.round(scale * videoHeight)
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
}

/** Asks a network what the video shows, again and again, each time after its answer, until `signal` ends it. */
export async function watch(
  video: HTMLVideoElement,
  model: string,
  most: number,
  signal: AbortSignal,
  tell: (found: Found[], rate: number) => void,
): Promise<void> {
  const rate = new RateOf()
  while (!signal.aborted) {
    const picture = await frameOf(video)
    if (picture) {
      const { classes } = await infer.classify(picture, model, most, signal)
      tell(
        classes.map(({ index, probability }) => ({ index, share: probability })),
        rate.after(performance.now()),
      )
    }
    await new Promise((resolve) => requestAnimationFrame(resolve)) // no faster than it can be seen
  }
}
