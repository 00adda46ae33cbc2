import { MediaQuery } from 'svelte/reactivity'

/** Whether the page is one column, as on a phone held upright. */
export const narrow = new MediaQuery('max-width: 760px')

/** Whether the window is wide but too low for curves in the deck: then they are a tab of the second picture. */
export const low = new MediaQuery('(min-width: 1100px) and (max-height: 779px)')

/** Whether controls and lesson have room beside the pictures. */
export const beside = new MediaQuery('min-width: 1100px')
