import * as z from 'zod/mini';

/** Something changed that the page shows: what it is now is asked for in the usual way. Ids and nothing else. */
export const DocumentEvent = z
  .strictObject({
    kind: z.literal('document_changed'),
    /** It may be gone by now. */
    documentId: z.uuid(),
  })
  .register(z.globalRegistry, { id: 'DocumentEvent' });
export type DocumentEvent = z.infer<typeof DocumentEvent>;

/** At least so often something is said, if only that there is nothing to say: who hears nothing for longer is cut off. */
export const heartbeatMs = 20_000;
