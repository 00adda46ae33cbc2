/** What the pointer or the keyboard is at, for all views that show the same things. */

export interface Highlight {
  space: string
  key: number
}

class Linked {
  highlight = $state.raw<Highlight | null>(null)

  /** Points at a thing; null leaves it. Views that belong to no space take no part. */
  point(space: string | null, key: number | null): void {
    if (space === null) return
    const now = this.highlight
    if (key === null) {
      if (now?.space === space) this.highlight = null
    } else if (now?.space !== space || now.key !== key) this.highlight = { space, key }
  }

  /** The key to mark in a view of this space. */
  keyIn(space: string | null): number | null {
    return space !== null && this.highlight?.space === space ? this.highlight.key : null
  }
}

export const linked = new Linked()
