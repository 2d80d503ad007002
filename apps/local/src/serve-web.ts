import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';
import { StartupFailure } from './startup-failure.ts';

const year = '365d';

/**
 * Serves the built web client: files under `assets` carry their hash in their name and never change; everything else
 * is asked for again each time. Whatever a browser navigates to and is no file is the one page, whose router knows it.
 */
export const createServeWeb = (builtFolder: string): RequestHandler => {
  const page = join(builtFolder, 'index.html');
  if (!existsSync(page)) throw new StartupFailure('The web client is not built: `npm start` builds it.');
  const router = express.Router();
  router.use('/assets', express.static(join(builtFolder, 'assets'), { immutable: true, maxAge: year, index: false }));
  router.use('/assets', (_request, _response, next) => next('router'));
  router.use(
    express.static(builtFolder, { index: false, setHeaders: (response) => response.set('Cache-Control', 'no-cache') }),
  );
  router.use((request, response, next) => {
    const isNavigation = request.method === 'GET' && request.accepts(['html', 'json']) === 'html';
    if (!isNavigation || request.path.startsWith('/files/')) return next();
    response.set('Cache-Control', 'no-cache').sendFile(page);
  });
  return router;
};
