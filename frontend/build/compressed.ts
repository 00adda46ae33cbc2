import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Plugin, ResolvedConfig } from 'vite'

const gzipped = promisify(gzip)
const worth = /\.(js|css|html|svg|json)$/

/** Removes the assets of the last build, then writes a `.gz` beside every new text file, which the server sends as it is. */
export function compressed(): Plugin {
  let config: ResolvedConfig
  return {
    name: 'compressed',
    apply: 'build',
    configResolved(resolved) {
      config = resolved
    },
    async buildStart() {
      await rm(join(config.build.outDir, config.build.assetsDir), { recursive: true, force: true })
    },
    generateBundle(_, bundle) {
      // Every browser that runs this page reads woff2; KaTeX also brings two older formats of each font.
      for (const name of Object.keys(bundle)) if (/\.(woff|ttf)$/.test(name)) delete bundle[name]
    },
    async closeBundle() {
      const out = config.build.outDir
      const assets = config.build.assetsDir
      const names = (await readdir(join(out, assets))).map((name) => join(assets, name))
      for (const name of [...names, 'index.html', 'favicon.svg']) {
        if (!worth.test(name)) continue
        const bytes = await readFile(join(out, name))
        await writeFile(join(out, `${name}.gz`), await gzipped(bytes, { level: 9 }))
      }
    },
  }
}
