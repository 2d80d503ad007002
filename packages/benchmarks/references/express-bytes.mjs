// Express, and one route that sends the same bytes to whoever asks. No session, no database, no other middleware.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';

const [folder, port] = process.argv.slice(2);
let bytes;

express()
  .get('/list', (request, response) => {
    bytes ??= readFileSync(join(folder, 'list.json'));
    response.type('application/json').send(bytes);
  })
  .listen(Number(port), '127.0.0.1');
