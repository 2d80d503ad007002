// The same as express-multer-flush.mjs, and a row of the file is committed before it answers: the least that keeps both.
import express from 'express';
import multer from 'multer';
import pg from 'pg';

const [folder, port, databaseUrl] = process.argv.slice(2);
const upload = multer({ storage: multer.diskStorage({ destination: folder, flush: true }) });
const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 });
await pool.query('create table if not exists plain_files (name text primary key, size bigint not null)');

express()
  .post('/upload', upload.single('file'), async (request, response) => {
    const { filename, size } = request.file;
    const text = 'insert into plain_files (name, size) values ($1, $2)';
    await pool.query({ name: 'keep', text, values: [filename, size] });
    response.status(201).json({ size });
  })
  .listen(Number(port), '127.0.0.1');
