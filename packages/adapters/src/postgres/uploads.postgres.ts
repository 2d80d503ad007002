import type { DocumentCategory } from '@portal/core/documents/document';
import type { DeclaredPart } from '@portal/core/uploads/file-parts.port';
import type { Upload, UploadsPort } from '@portal/core/uploads/uploads.port';
import type { Queryable } from './pool.ts';
import { inSavepoint } from './savepoint.ts';

const columns = `id, record_id, uploaded_by, storage_key, multipart_id, file_name, size_in_bytes, part_size_in_bytes,
  sha256, title, category, to_char(document_date, 'YYYY-MM-DD') as document_date, keep_both, created_at, expires_at,
  document_id, is_duplicate`;

type UploadRow = {
  id: string;
  record_id: string;
  uploaded_by: string;
  storage_key: string;
  multipart_id: string;
  file_name: string;
  size_in_bytes: string;
  part_size_in_bytes: number;
  sha256: string;
  title: string | null;
  category: DocumentCategory | null;
  document_date: string | null;
  keep_both: boolean;
  created_at: Date;
  expires_at: Date;
  document_id: string | null;
  is_duplicate: boolean;
};

/** `add` within a transaction of the caller's; everything else on a pool as well. */
export function createPostgresUploads(database: Queryable): UploadsPort {
  const findWhere = async (condition: string, values: unknown[]): Promise<Upload | undefined> => {
    const { rows } = await database.query<UploadRow>(
      `select ${columns} from uploads where record_id = $1 and ${condition}`,
      values,
    );
    return rows[0] && uploadOf(rows[0]);
  };
  const changes = async (text: string, values: unknown[]) => (await database.query(text, values)).rowCount ?? 0;
  return {
    add: (upload) => add(database, upload),
    find: (recordId, uploadId) => findWhere('id = $2', [recordId, uploadId]),
    findBySha256: (recordId, sha256, sizeInBytes) =>
      findWhere('sha256 = $2 and size_in_bytes = $3 and document_id is null and not keep_both', [
        recordId,
        sha256,
        sizeInBytes,
      ]),
    ...partsOf(database),
    settle: async (recordId, uploadId, documentId, isDuplicate) =>
      (await changes(
        `update uploads set document_id = $3, is_duplicate = $4, file_name = '', title = null, category = null,
           document_date = null
         where record_id = $1 and id = $2 and document_id is null`,
        [recordId, uploadId, documentId, isDuplicate],
      )) === 1,
    remove: async (recordId, uploadId) =>
      (await changes('delete from uploads where record_id = $1 and id = $2 and document_id is null', [
        recordId,
        uploadId,
      ])) === 1,
    removeExpired: (now) => changes('delete from uploads where expires_at <= $1', [now]),
  };
}

function partsOf(database: Queryable): Pick<UploadsPort, 'declareParts' | 'findDeclaredPart' | 'listDeclaredParts'> {
  return {
    declareParts: async (uploadId, parts) => {
      // In one order, so that two who declare the same parts never wait for one another in a circle.
      const sorted = parts.toSorted((a, b) => a.number - b.number);
      // Held against a deletion in this moment, so that the parts never point at an upload that is gone.
      const { rowCount } = await database.query(
        `with upload as (select id from uploads where id = $1 for key share)
         insert into upload_parts (upload_id, number, sha256)
         select distinct on (number) upload.id, number, said.sha256
         from upload, unnest($2::integer[], $3::text[]) with ordinality as said (number, sha256, place)
         order by number, place desc
         on conflict (upload_id, number) do update set sha256 = excluded.sha256`,
        [uploadId, sorted.map(({ number }) => number), sorted.map(({ sha256 }) => sha256)],
      );
      return (rowCount ?? 0) > 0;
    },
    findDeclaredPart: async (uploadId, number) => {
      const { rows } = await database.query<DeclaredPart>(
        'select number, sha256 from upload_parts where upload_id = $1 and number = $2',
        [uploadId, number],
      );
      return rows[0];
    },
    listDeclaredParts: async (uploadId) => {
      const { rows } = await database.query<DeclaredPart>(
        'select number, sha256 from upload_parts where upload_id = $1 order by number',
        [uploadId],
      );
      return rows;
    },
  };
}

async function add(database: Queryable, upload: Upload): Promise<'added' | 'taken'> {
  const work = async (): Promise<{ keep: boolean; result: 'added' | 'taken' }> => {
    await database.query(
      `insert into uploads (id, record_id, uploaded_by, storage_key, multipart_id, file_name, size_in_bytes,
         part_size_in_bytes, sha256, title, category, document_date, keep_both, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::date, $13, $14, $15)`,
      [
        upload.id,
        upload.recordId,
        upload.uploadedBy,
        upload.storageKey,
        upload.multipartId,
        upload.fileName,
        upload.sizeInBytes,
        upload.partSizeInBytes,
        upload.sha256,
        upload.title,
        upload.category,
        upload.documentDate,
        upload.keepBoth,
        upload.createdAt,
        upload.expiresAt,
      ],
    );
    return { keep: true, result: 'added' };
  };
  return inSavepoint<'added' | 'taken'>(database, work, { index: 'uploads_once_by_bytes', result: 'taken' });
}

function uploadOf(row: UploadRow): Upload {
  return {
    id: row.id,
    recordId: row.record_id,
    uploadedBy: row.uploaded_by,
    storageKey: row.storage_key,
    multipartId: row.multipart_id,
    fileName: row.file_name,
    // bigint comes as text; sizes stay far below 2^53.
    sizeInBytes: Number(row.size_in_bytes),
    partSizeInBytes: row.part_size_in_bytes,
    sha256: row.sha256,
    title: row.title,
    category: row.category,
    documentDate: row.document_date,
    keepBoth: row.keep_both,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    documentId: row.document_id,
    isDuplicate: row.is_duplicate,
  };
}
