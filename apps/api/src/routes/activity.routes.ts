import { exportActivity, listActivity } from '@portal/contract/activity.endpoints';
import type { EndpointQuery } from '@portal/contract/endpoint';
import type { ExportActivity } from '@portal/core/activity/export-activity';
import type { ListActivity } from '@portal/core/activity/list-activity';
import { create as contentDisposition } from 'content-disposition';
import type { RegisterRoutes } from '../http/api-routes.ts';
import type { CursorCodec } from '../http/cursor.ts';
import { presentActivityCsv, presentActivityPage } from './activity.presenter.ts';

export type ActivityRoutesDependencies = {
  listActivity: ListActivity;
  exportActivity: ExportActivity;
  cursors: CursorCodec;
  now: () => Date;
};

export function createActivityRoutes(dependencies: ActivityRoutesDependencies): RegisterRoutes {
  const { cursors, now } = dependencies;
  return (api) => {
    api.route(listActivity, async ({ viewer, query }) => {
      const filter = filterOf(query);
      const list = { list: 'activity', recordId: viewer.recordId, ...filter };
      const after = query.cursor === undefined ? undefined : cursors.decode(query.cursor, list);
      const { items, next } = await dependencies.listActivity({ viewer, filter, limit: query.limit, after });
      return { status: 200, body: presentActivityPage(items, viewer, next ? cursors.encode(next, list) : null) };
    });
    api.route(exportActivity, async ({ viewer, query }) => {
      const pages = await dependencies.exportActivity({ viewer, filter: filterOf(query) });
      const name = `activity-${now().toISOString().slice(0, 10)}.csv`;
      return {
        status: 200,
        headers: { 'Content-Disposition': contentDisposition(name) },
        text: presentActivityCsv(pages, viewer),
      };
    });
  };
}

function filterOf({ kind, documentId, from, to }: EndpointQuery<typeof exportActivity>) {
  return { kind, documentId, from, to };
}
