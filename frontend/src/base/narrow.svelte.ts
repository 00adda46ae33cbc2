import { MediaQuery } from 'svelte/reactivity'

/** Whether the page is one column, as on a phone held upright. */
export const narrow = new MediaQuery('max-width: 760px')
