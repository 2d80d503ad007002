import { ActivityList, ExportActivityQuery, ListActivityQuery } from './activity.ts';
import { endpoint } from './endpoint.ts';

export const listActivity = endpoint({
  name: 'listActivity',
  method: 'GET',
  path: '/activity',
  summary: 'Everything that happened to my documents and my account, newest first',
  access: 'session',
  query: ListActivityQuery,
  responses: { 200: { description: 'One page', body: ActivityList } },
  problems: ['invalid_request'],
});

export const exportActivity = endpoint({
  name: 'exportActivity',
  method: 'GET',
  path: '/activity.csv',
  summary: 'The same as a file',
  access: 'session',
  query: ExportActivityQuery,
  responses: { 200: { description: 'All lines, newest first', contentType: 'text/csv' } },
  problems: ['invalid_request'],
});
