import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'vite';

/** Where the pages ask for them; `load-pdf.ts` spells the same. */
const publicFolder = 'pdfjs';

/**
 * What PDF.js fetches while it reads a document: tables of characters, the fonts every reader must have, colour
 * profiles, and the decoders of two picture formats in plain JavaScript. Not its interpreter for scripts in documents.
 */
const folders: Record<string, RegExp> = {
  cmaps: /\.bcmap$/,
  standard_fonts: /\.(pfb|ttf)$/,
  iccs: /\.icc$/,
  wasm: /^(openjpeg|jbig2)_nowasm_fallback\.js$/,
};

const types: Record<string, string> = { '.js': 'text/javascript', '.ttf': 'font/ttf' };

/** Puts these files beside the built client, and serves them in development. */
export function pdfjsAssets(): Plugin {
  const source = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  return {
    name: 'pdfjs-assets',
    async generateBundle() {
      for (const file of await listFiles(source)) {
        this.emitFile({
          type: 'asset',
          fileName: `${publicFolder}/${file}`,
          source: await readFile(path.join(source, file)),
        });
      }
    },
    async configureServer(server) {
      const files = new Set(await listFiles(source));
      server.middlewares.use(`/${publicFolder}`, (request, response, next) => {
        const file = (request.url ?? '').split('?')[0]?.slice(1) ?? '';
        if (!files.has(file)) {
          next();
          return;
        }
        response.setHeader('Content-Type', types[path.extname(file)] ?? 'application/octet-stream');
        createReadStream(path.join(source, file)).pipe(response);
      });
    },
  };
}

async function listFiles(source: string): Promise<string[]> {
  const listed = Object.entries(folders).map(async ([folder, wanted]) => {
    const names = await readdir(path.join(source, folder));
    return names.filter((name) => wanted.test(name)).map((name) => `${folder}/${name}`);
  });
  return (await Promise.all(listed)).flat();
}
