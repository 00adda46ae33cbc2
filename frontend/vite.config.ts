import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { compressed } from './build/compressed.ts'

const server = process.env['LOSSLAND_URL'] ?? 'http://127.0.0.1:8000'

export default defineConfig({
  plugins: [svelte(), compressed()],
  build: {
    outDir: '../backend/lossland/static',
    // catalogue.json lies in the same folder and belongs to the Python build; `compressed` clears the old assets.
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: { proxy: { '/api': server, '^/plotly-[\\w.]+\\.js$': server } },
  // A starved machine fails no test.
  test: { include: ['src/**/*.test.ts', 'build/*.test.ts'], testTimeout: 120_000 },
})
