import type { Claim, Group, Run } from './claim.ts';
import { compete } from './competition.ts';
import { downloadClaims } from './downloads.ts';
import { aboutRounds } from './rounds.ts';
import { startDatabase, startNginx, startPortal, startReference } from './servers.ts';
import { uploadClaims } from './uploads.ts';

const uploads = ['large-uploads', 'small-uploads', 'small-uploads-of-one'];
const downloads = ['first-downloads', 'downloads'];

export const uploadsGroup: Group = {
  name: 'uploads',
  about: aboutRounds,
  claims: [...uploads, ...downloads],
  start: async ({ started, isAsked, seed }: Run): Promise<Claim[]> => {
    const database = await started(startDatabase());
    const portal = await started(startPortal(database));
    const claims = [];
    if (uploads.some(isAsked)) {
      const plain = await started(startReference('express-multer.mjs'));
      const flushing = await started(startReference('express-multer-flush.mjs'));
      const { ownerUrl } = await started(startDatabase());
      const committing = await started(startReference('express-multer-postgres.mjs', ownerUrl));
      claims.push(...uploadClaims({ portal, plain, flushing, committing }, seed));
    }
    if (downloads.some(isAsked)) {
      const sendFile = await started(startReference('express-send-file.mjs'));
      const nginx = await started(startNginx());
      claims.push(...(await downloadClaims({ portal, sendFile, nginx })));
    }
    return claims.filter(({ name }) => isAsked(name)).map(compete);
  },
};
