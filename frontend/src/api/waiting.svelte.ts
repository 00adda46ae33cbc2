/** An answer that takes longer than this is waited for in vain, as far as anybody can tell who looks at the page. */
const LONG_MS = 8000

/**
 * Requests that have no answer for long. A browser keeps six connections to a server without HTTP/2, and every page that
 * is seen holds one for its run: the seventh page waits, and nothing else would tell so.
 */
class Waiting {
  late = $state(0)

  async during<T>(answer: Promise<T>): Promise<T> {
    let told = false
    const timer = setTimeout(() => {
      told = true
      this.late++
    }, LONG_MS)
    try {
      return await answer
    } finally {
      clearTimeout(timer)
      if (told) this.late--
    }
  }
}

export const waiting = new Waiting()
