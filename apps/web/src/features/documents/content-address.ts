import { openDocument } from '@portal/contract/documents.endpoints';
import { fillPath } from '../../app/api-client.ts';

/** Where the bytes are asked for, each time anew: the portal answers with an address that is good for a minute. */
export function contentAddress(documentId: string, disposition: 'inline' | 'attachment'): string {
  return `/api/v1${fillPath(openDocument.path, { documentId })}?disposition=${disposition}`;
}
