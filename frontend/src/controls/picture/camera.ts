import { say, sayWith } from '../../base/language.svelte'
import { said } from './sentences'

/** The camera's stream. Where the page came neither from this machine nor by https there is none. */
export async function openCamera(): Promise<MediaStream> {
  const devices: MediaDevices | undefined = navigator.mediaDevices
  if (!devices) throw new Error(say(said.camera_secure))
  return devices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } })
}

/** Lets it go. */
export const endCamera = (stream: MediaStream | null): void =>
  stream?.getTracks().forEach((track) => track.stop())

/** Why there is no camera, in words. */
export const noCamera = (error: unknown): string =>
  sayWith(said.camera_none, { detail: error instanceof Error ? error.message : String(error) })
