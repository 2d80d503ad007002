import type { StuckDocumentsPort } from '@portal/core/processing/stuck-documents.port';
import type { Queryable } from './pool.ts';

export function createPostgresStuckDocuments(client: Queryable): StuckDocumentsPort {
  return {
    list: async ({ uploadedBefore, after, limit }) => {
      const { rows } = await client.query<{ record_id: string; id: string }>(
        `select record_id, id from documents as d
         where state = 'processing' and uploaded_at < $1 and ($2::uuid is null or id > $2)
           and not exists (select from job_outbox as j where j.document_id = d.id and j.kind = 'check_document')
         order by id limit $3`,
        [uploadedBefore, after, limit],
      );
      return rows.map((row) => ({ recordId: row.record_id, documentId: row.id }));
    },
  };
}
