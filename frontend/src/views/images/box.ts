/** Where tiles are drawn: in CSS pixels, the picture itself without its title. */
export interface Box {
  left: number
  top: number
  width: number
  height: number
}
