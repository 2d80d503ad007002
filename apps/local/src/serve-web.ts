import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';
import { StartupFailure } from './startup-failure.ts';

const year = '365d';
const page = 'index.html';

/**
 * Serves the built web client: files under `assets` carry their hash in their name and never change; everything else
 * is asked for again each time. Whatever a browser navigates to and is no file is the one page, whose router knows it.
 */
export const createServeWeb = (builtFolder: string): RequestHandler => {
  if (!existsSync(join(builtFolder, page)))
    throw new StartupFailure('The web client is not built: `npm start` builds it.');
  const router = express.Router();
  router.use('/assets', express.static(join(builtFolder, 'assets'), { immutable: true, maxAge: year, index: false }));
  router.use('/assets', (_request, _response, next) => next('router'));
  router.use(
    express.static(builtFolder, { index: false, setHeaders: (response) => response.set('Cache-Control', 'no-cache') }),
  );
  router.use((request, response, next) => {
    const isNavigation = request.method === 'GET' && request.accepts(['html', 'json']) === 'html';
    if (!isNavigation || request.path.startsWith('/files/')) return next();
    // By its name below a root: in a whole path a folder of the machine that begins with a dot would hide it.
    response.set('Cache-Control', 'no-cache').sendFile(page, { root: builtFolder });
  });
  return router;
};
