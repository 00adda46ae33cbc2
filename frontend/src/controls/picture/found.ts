/** The first picture among what was chosen, dropped or pasted. */
export function pictureIn(from: { files: FileList | null } | null): File | null {
  return [...(from?.files ?? [])].find((file) => file.type.startsWith('image/')) ?? null
}

/** Whether a field takes what is pasted: a table copied from a program comes as text and as a picture. */
export function isForField(event: ClipboardEvent): boolean {
  const { target, clipboardData } = event
  const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
  return isField && clipboardData?.types.includes('text/plain') === true
}

/** What stands on a canvas, as a file. */
export function fileOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the canvas is empty'))), 'image/png'),
  )
}
