import * as z from 'zod/mini';
import { Channel } from './identity.ts';

export const PortalAnswer = z
  .strictObject({
    mode: z.enum(['local', 'production']),
    /** `none`: documents are not scanned for viruses here, and the page says so. */
    scanner: z.enum(['none', 'clamd']),
    /** Where the messages of this portal can be read, in local mode. */
    mailboxPath: z.nullable(z.string()),
    /** The ways in which codes can be sent here; the page offers no other. */
    signInChannels: z.array(Channel).check(z.minLength(1)),
    /** Of one file that is sent at once. */
    maxUploadSizeInBytes: z.int(),
    /** Of one file that is sent in parts. */
    maxResumableUploadSizeInBytes: z.int(),
  })
  .register(z.globalRegistry, { id: 'Portal' });
export type PortalAnswer = z.infer<typeof PortalAnswer>;
