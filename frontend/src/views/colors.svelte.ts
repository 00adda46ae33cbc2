import { theme } from '../base/theme.svelte'
import { readPalette } from './palette'

/** The colours of the theme that is on, read from the style sheet once for all pictures. */
class Colors {
  readonly palette = $derived.by(() => {
    void theme.dark
    return readPalette()
  })
}

export const colors = new Colors()
