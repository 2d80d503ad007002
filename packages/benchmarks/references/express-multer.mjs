// What a tutorial ends with: Express, and multer that writes the file to a folder. No session, no database, no hash.
import express from 'express';
import multer from 'multer';

const [folder, port] = process.argv.slice(2);
const upload = multer({ storage: multer.diskStorage({ destination: folder }) });

express()
  .post('/upload', upload.single('file'), (request, response) => {
    response.status(201).json({ size: request.file.size });
  })
  .listen(Number(port), '127.0.0.1');
