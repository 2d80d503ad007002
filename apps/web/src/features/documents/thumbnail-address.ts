import type { Document } from '@portal/contract/documents';
import { showThumbnail } from '@portal/contract/documents.endpoints';
import { addressOf } from '../../app/api-client.ts';

/** Where the picture of page 1 is, where there is one and it may be seen. */
export function thumbnailAddress({ id, hasThumbnail, state, trashedAt }: Document): string | undefined {
  if (!hasThumbnail || state !== 'ready' || trashedAt !== null) return undefined;
  return addressOf({ ...showThumbnail, path: showThumbnail.path.replace(':documentId', id) }, {});
}
