// Express, a pool, one prepared statement, and the rows as JSON. No session, no check of who asks, no other middleware.
import express from 'express';
import pg from 'pg';

const [, port, connectionString] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString });

const text = `
  select id, state, title, file_name as "fileName", category, document_date::text as "documentDate", note,
    size_in_bytes::int as "sizeInBytes", sha256, page_count as "pageCount", has_active_content as "hasActiveContent",
    check_result as "checkResult", checked_at as "checkedAt", uploaded_at as "uploadedAt", trashed_at as "trashedAt",
    purge_at as "purgeAt", revision
  from documents where record_id = $1 and trashed_at is null and state <> 'uploading'
  order by uploaded_at desc, id desc limit 25`;

express()
  .get('/list', async (request, response) => {
    const { rows } = await pool.query({ name: 'list', text, values: [request.get('x-record')] });
    response.json({ items: rows });
  })
  .listen(Number(port), '127.0.0.1');
