import type { Thumbnail, ThumbnailsPort } from '@portal/core/documents/thumbnails.port';
import type { Queryable } from './pool.ts';

export function createPostgresThumbnails(database: Queryable): ThumbnailsPort {
  return {
    find: async (recordId, documentId) => {
      const { rows } = await database.query<{ bytes: Buffer; content_type: Thumbnail['contentType'] }>(
        'select bytes, content_type from document_thumbnails where record_id = $1 and document_id = $2',
        [recordId, documentId],
        'find-thumbnail',
      );
      return rows[0] && { bytes: rows[0].bytes, contentType: rows[0].content_type };
    },
  };
}
