import { askDatabase } from '@portal/testing/ask-database';
import type { TestPortal } from '@portal/testing/test-portal';

/** The ids of a document with this title, as jobs name it. */
export async function askRecordOf(
  { database }: Pick<TestPortal, 'database'>,
  title: string,
): Promise<{ recordId: string; documentId: string }> {
  const [row] = await askDatabase(database, 'select id, record_id from documents where title = $1', [title]);
  return { recordId: String(row?.['record_id']), documentId: String(row?.['id']) };
}
