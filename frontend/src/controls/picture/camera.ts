import { say } from '../../base/language.svelte'
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
