import { endpoint } from './endpoint.ts';

export const followDocuments = endpoint({
  name: 'followDocuments',
  method: 'GET',
  path: '/events',
  summary: 'Says which of my documents have changed, for as long as one listens',
  access: 'session',
  isBackground: true,
  responses: {
    200: {
      description:
        'Server-sent events, each a `DocumentEvent`: `data: {"kind":"document_changed","documentId":"…"}`. They end with the ' +
        'session, and whenever some of them may be missing: whoever listens anew asks for all of it once',
      contentType: 'text/event-stream',
    },
  },
  problems: ['service_unavailable'],
});
