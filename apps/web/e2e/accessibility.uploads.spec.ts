import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults } from './find-faults.ts';
import { createLargePdf } from './large-files.ts';
import type { LargeFile } from './large-files.ts';
import { setStage } from './stage.ts';
import { walkThroughUploadStates } from './upload-states.ts';

const devices = {
  desktop: { width: 1280, height: 900 },
  phone: { width: 390, height: 844 },
};

describe('A large file on its way, in a browser', () => {
  const stage = setStage();
  let files: [LargeFile, LargeFile] | undefined;
  beforeAll(async () => {
    files = [await createLargePdf('Knee X-ray after surgery', 18_000_000), await createLargePdf('MRI', 17_000_000)];
  });
  afterAll(() => Promise.all((files ?? []).map(({ remove }) => remove())));

  it.each(['desktop', 'phone'] as const)(
    'has nothing that axe finds in any of its states, light and dark, on a %s',
    async (device) => {
      const { page } = await stage.openSignedIn({ viewport: devices[device], reducedMotion: 'reduce' });
      const faults: string[] = [];
      await walkThroughUploadStates({
        page,
        isPhone: device === 'phone',
        files: files!,
        look: async (screen) => void faults.push(...(await findFaults(page, screen))),
      });
      expect(faults).toEqual([]);
    },
    180_000,
  );
});
