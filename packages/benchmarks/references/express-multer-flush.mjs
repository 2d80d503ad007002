// The same as express-multer.mjs, but for one thing: it answers when the bytes are on the disk.
import express from 'express';
import multer from 'multer';

const [folder, port] = process.argv.slice(2);
const upload = multer({ storage: multer.diskStorage({ destination: folder, flush: true }) });

express()
  .post('/upload', upload.single('file'), (request, response) => {
    response.status(201).json({ size: request.file.size });
  })
  .listen(Number(port), '127.0.0.1');
