import { isLang, language, preferredLanguage } from '../base/language.svelte'
import type { Lang } from '../base/words'

export type Route =
  | { name: 'home'; lang: Lang }
  | { name: 'catalogue'; lang: Lang }
  | { name: 'lab'; lang: Lang; slug: string }
  | { name: 'missing'; lang: Lang }

export function parsePath(path: string, fallback: Lang): Route {
  const [first, second, third, ...rest] = path.split('/').filter(Boolean)
  const lang = isLang(first) ? first : fallback
  if (first === undefined || (isLang(first) && second === undefined)) return { name: 'home', lang }
  if (isLang(first) && second === 'labs' && third === undefined) return { name: 'catalogue', lang }
  if (isLang(first) && second === 'lab' && third !== undefined && rest.length === 0) {
    return { name: 'lab', lang, slug: third }
  }
  return { name: 'missing', lang }
}

/** The lab that the home page is. */
export const HOME_LAB = 'mlp-playground'

export const homePath = (lang: Lang): string => `/${lang}/`
export const cataloguePath = (lang: Lang): string => `/${lang}/labs`
export const labPath = (lang: Lang, slug: string): string => `/${lang}/lab/${slug}`

class Router {
  route = $state<Route>({ name: 'home', lang: 'en' })
  /** Grows when the address was changed from outside of the page (a link, back, forward). */
  visit = $state(0)
  /** What is said to those who do not see that the page is another one. */
  announced = $state('')
  /** Whether a page was asked for that is not there yet. */
  #arriving = false
  /** The address of what is shown. */
  #here = ''

  start(): void {
    this.#read()
    addEventListener('popstate', () => {
      // A place within the page is no other page.
      if (this.#here !== location.pathname + location.search) this.#read()
    })
    document.addEventListener('click', (event) => this.#follow(event))
  }

  go(path: string): void {
    history.pushState(null, '', path)
    this.#read()
    scrollTo(0, 0)
  }

  /** A page is there: it has its title, and after a way within the site the keyboard goes on at its beginning. */
  arrived(name: string): void {
    document.title = name ? `${name} · Lossland` : 'Lossland'
    if (!this.#arriving) return
    this.#arriving = false
    this.announced = document.title
    document.getElementById('main')?.focus({ preventScroll: true })
  }

  /** Writes the query of what is shown, without a new entry in the history. */
  replaceQuery(query: string): void {
    if (location.search === query) return
    history.replaceState(null, '', location.pathname + query)
    this.#here = location.pathname + query
  }

  switchLanguage(lang: Lang): void {
    const rest = location.pathname.split('/').filter(Boolean)
    const path = isLang(rest[0]) ? rest.slice(1) : rest
    const tail = path.length > 0 ? path.join('/') : ''
    history.replaceState(null, '', `/${lang}/${tail}${location.search}`)
    this.#here = location.pathname + location.search
    this.route = { ...this.route, lang }
    this.#apply()
  }

  #read(): void {
    const preferred = preferredLanguage(navigator.languages)
    this.route = parsePath(location.pathname, preferred)
    if (location.pathname === '/') history.replaceState(null, '', homePath(this.route.lang) + location.search)
    this.#here = location.pathname + location.search
    // Where one comes from elsewhere, the browser says what it shows.
    this.#arriving = this.visit > 0
    this.visit++
    this.#apply()
  }

  #apply(): void {
    language.current = this.route.lang
    document.documentElement.lang = this.route.lang === 'zh' ? 'zh-Hans' : 'en'
  }

  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || link.target || link.origin !== location.origin || link.hasAttribute('download')) return
    if (link.pathname === location.pathname && link.hash) return
    if (!/^\/(en|zh)(\/|$)/.test(link.pathname)) return
    event.preventDefault()
    this.go(link.pathname + link.search)
  }
}

export const router = new Router()
