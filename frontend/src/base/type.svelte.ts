/** The size of the page's type in pixels: a wide window and the presentation have a larger one. */
class Type {
  em = $state(16)

  constructor() {
    const ruler = document.createElement('div')
    ruler.style.cssText = 'position: absolute; width: 1rem; visibility: hidden'
    ruler.ariaHidden = 'true'
    document.body.append(ruler)
    new ResizeObserver(() => (this.em = ruler.getBoundingClientRect().width || 16)).observe(ruler)
  }
}

export const type = new Type()
