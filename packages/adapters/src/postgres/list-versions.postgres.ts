import type { ListReadsPort } from '@portal/core/documents/document-lists.port';
import type { DocumentsVersion } from '@portal/core/documents/documents.port';
import { type VersionRow, versionOf } from './documents.queries.ts';
import type { Queryable } from './pool.ts';

type FindVersion = ListReadsPort['findVersion'];
type Row = Pick<VersionRow, 'version' | 'nonce'> & { record_id: string };
type Waiting = { recordId: string; resolve: (version: DocumentsVersion) => void; reject: (error: unknown) => void };

/** By primary key, prepared: every list that is asked for begins with it. */
const versionsQuery = 'select record_id, version, nonce from document_list_versions where record_id = any($1::uuid[])';
const noVersion = versionOf({ version: null, nonce: null });

/**
 * Look-ups that come in within one turn of the event loop go as one statement, which begins after each of them: an
 * answer is as new as if each had been asked by itself, and a busy process asks the primary far less often.
 */
export function createFindListVersion(primary: Queryable): FindVersion {
  let waiting: Waiting[] = [];

  async function ask(these: readonly Waiting[]): Promise<void> {
    try {
      const recordIds = [...new Set(these.map(({ recordId }) => recordId))];
      const { rows } = await primary.query<Row>(versionsQuery, [recordIds], 'find-list-versions');
      const versions = new Map(rows.map((row) => [row.record_id, versionOf(row)]));
      for (const { recordId, resolve } of these) resolve(versions.get(recordId) ?? noVersion);
    } catch (error) {
      for (const { reject } of these) reject(error);
    }
  }

  return (recordId) =>
    new Promise((resolve, reject) => {
      waiting.push({ recordId, resolve, reject });
      if (waiting.length > 1) return;
      setImmediate(() => {
        const these = waiting;
        waiting = [];
        void ask(these);
      });
    });
}
