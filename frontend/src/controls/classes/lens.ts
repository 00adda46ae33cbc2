import { endCamera, openCamera } from '../picture/camera'

/** The camera, from which pictures of 224 pixels a side are taken ten times a second. */

const SIDE = 224
const EVERY = 100

export class Lens {
  private stream: MediaStream | null = null
  private video: HTMLVideoElement | null = null
  private gone = false

  /** Shows what the camera sees. Throws where there is none. */
  async open(video: HTMLVideoElement): Promise<void> {
    this.stream = await openCamera()
    if (this.gone) return this.close()
    this.video = video
    video.srcObject = this.stream
    await video.play()
  }

  /** Lets the camera go. */
  close(): void {
    this.gone = true
    endCamera(this.stream)
  }

  /** Takes a picture, and others while `goes` says so. */
  async burst(goes: () => boolean, got: (picture: Blob) => void): Promise<void> {
    do {
      const picture = await this.shot()
      if (picture) got(picture)
      await new Promise((resolve) => setTimeout(resolve, EVERY))
    } while (goes() && !this.gone)
  }

  /** The square in the middle. */
  private shot(): Promise<Blob | null> {
    const { video } = this
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = SIDE
    const context = canvas.getContext('2d')
    if (!video || !context || this.gone) return Promise.resolve(null)
    const side = Math.min(video.videoWidth, video.videoHeight)
    const [left, top] = [(video.videoWidth - side) / 2, (video.videoHeight - side) / 2]
    context.drawImage(video, left, top, side, side, 0, 0, SIDE, SIDE)
    return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9))
  }
}
