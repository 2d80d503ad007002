import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { pdfjsAssets } from './pdfjs-assets.ts';
import { createIsOfSignIn } from './sign-in-parts.ts';

const isOfSignIn = createIsOfSignIn(import.meta.dirname);

const api = process.env['API_URL'] || 'http://localhost:5000';

/** The only default export of the client: Vite reads its configuration from one. */
export default defineConfig({
  plugins: [react(), tailwindcss(), pdfjsAssets()],
  server: {
    port: 3000,
    strictPort: true,
    // The Origin header stays the page's own: the API compares it with its public address.
    proxy: Object.fromEntries(
      ['/api', '/files', '/dev/mailbox', '/dev/mailbox.json'].map((path) => [path, { target: api }]),
    ),
  },
  build: {
    outDir: 'dist',
    // The content security policy allows no data: fonts or scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    // The preload polyfill is an inline script in the page in some browsers; module preload is native in ours.
    modulePreload: { polyfill: false },
    target: 'es2022',
    rolldownOptions: {
      output: {
        // What every page needs, in one file: it packs better than ten, and stays in the cache from version to version.
        codeSplitting: {
          groups: [
            {
              name: 'ground',
              test: /node_modules[\\/](react|react-dom|scheduler|react-router|i18next|react-i18next|react-error-boundary|axios|@tanstack[\\/](query-core|react-query))[\\/]/,
            },
            // What the sign-in page is made of stands in other pages too: in one file it packs better than in forty.
            { name: (id, graph) => (isOfSignIn(id, graph) ? 'base' : null), debugName: 'base' },
          ],
        },
      },
    },
  },
});
