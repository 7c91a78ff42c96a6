import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const api = process.env['API_ORIGIN'] ?? 'http://127.0.0.1:4000'

export default defineConfig({
  plugins: [react()],
  server: {
    proxy: Object.fromEntries(['/trpc', '/auth', '/api', '/wallet'].map((path) => [path, { target: api }])),
  },
  build: {
    // The content security policy allows no data: scripts or fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        // Libraries change rarely: in a chunk of their own they stay in the browser's cache over a release.
        // The wallet's cryptography is left to the demo wallet, which loads it when it is opened.
        codeSplitting: {
          groups: [{ name: 'vendor', test: /node_modules(?!.*@(noble|msgpack)).*\.[cm]?js$/ }],
        },
      },
    },
  },
})
