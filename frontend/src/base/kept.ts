/** What this device remembers from page to page. Private windows may refuse: then it lasts as long as the page. */
export const kept = {
  read(name: string): string | null {
    try {
      return localStorage.getItem(`lossland.${name}`)
    } catch {
      return null
    }
  },

  write(name: string, value: string): void {
    try {
      localStorage.setItem(`lossland.${name}`, value)
    } catch {
      // nothing is remembered
    }
  },
}
