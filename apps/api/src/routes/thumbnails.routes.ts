import { createHash } from 'node:crypto';
import * as endpoints from '@portal/contract/documents.endpoints';
import type { ShowThumbnail } from '@portal/core/documents/show-thumbnail';
import type { RegisterRoutes } from '../http/api-routes.ts';

export function createThumbnailRoutes({ showThumbnail }: { showThumbnail: ShowThumbnail }): RegisterRoutes {
  return (api) => {
    api.route(endpoints.showThumbnail, async ({ viewer, params, request, response }) => {
      const { bytes } = await showThumbnail({ viewer, documentId: params.documentId });
      response.setHeader('ETag', tagOf(bytes));
      if (request.fresh) return { status: 304 };
      return { status: 200, picture: bytes };
    });
  };
}

function tagOf(bytes: Uint8Array): string {
  return `"${createHash('sha256').update(bytes).digest('base64url')}"`;
}
