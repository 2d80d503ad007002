import { secret } from '@portal/core/secret';
import { describeDocumentLinks } from '../port-suites/document-links.suite.ts';
import { createDiskDocumentLinks } from './document-links.disk.ts';

describeDocumentLinks('disk', () => {
  let time = Date.parse('2026-05-03T10:00:00Z');
  const now = () => new Date(time);
  return {
    links: createDiskDocumentLinks({ signingKey: secret('a key of this portal'), now }),
    foreignLinks: createDiskDocumentLinks({ signingKey: secret('a key of another portal'), now }),
    passTime: (ms) => {
      time += ms;
    },
  };
});
