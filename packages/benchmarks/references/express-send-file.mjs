// Express, and a folder whose files it sends to whoever asks. No session, no database, no hash.
import express from 'express';

const [folder, port] = process.argv.slice(2);

express()
  .get('/files/:name', (request, response) => {
    response.sendFile(request.params.name, { root: folder });
  })
  .listen(Number(port), '127.0.0.1');
