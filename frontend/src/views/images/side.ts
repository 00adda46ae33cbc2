/** The largest side of a cell with which tables stand in an area, in as many rows as that takes; or in one. */
export function sideOfCells(
  tables: { width: number; height: number }[],
  width: number,
  height: number,
  gap: number,
  label: number,
  one = false,
): number {
  let found = 0
  for (let columns = one ? tables.length : 1; columns <= tables.length; columns++) {
    const rows = Math.ceil(tables.length / columns)
    const wide = Math.max(...tables.map((table) => table.width))
    const tall = Math.max(...tables.map((table) => table.height))
    const across = (width - gap * (columns - 1)) / (columns * wide)
    found = Math.max(found, Math.min(across, (height / rows - label) / tall))
  }
  return found - 1 // lines between cells
}
