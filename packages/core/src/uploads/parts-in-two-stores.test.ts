import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { FilePartsPort } from './file-parts.port.ts';
import { createPartsInTwoStores } from './parts-in-two-stores.ts';

const file = { storageKey: 'documents/a/b/c', sizeInBytes: 9, partSizeInBytes: 9, fileName: 'scan.pdf' };
const part = { number: 1, sha256: 'a'.repeat(64), sizeOfPartInBytes: 9 };

/** A store that notes which of its own uploads it is asked about. */
function storeNamed(name: string) {
  const asked: string[] = [];
  const note = async ({ multipartId }: { multipartId: string }) => void asked.push(multipartId);
  const parts: FilePartsPort = {
    begin: async () => ({ multipartId: `${name}'s own:1` }),
    sign: async (sent) => {
      await note(sent);
      return { url: `/${name}`, headers: {} };
    },
    writePart: note,
    listParts: async (begun) => {
      await note(begun);
      return [];
    },
    complete: note,
  };
  return { name, parts, asked };
}

async function askEverything(parts: FilePartsPort, multipartId: string): Promise<void> {
  const begun = { ...file, multipartId };
  await parts.sign({ ...begun, ...part }, 1000);
  await parts.writePart({ ...begun, ...part }, Readable.from([]));
  await parts.listParts(begun);
  await parts.complete(begun, [part]);
}

describe('uploads in parts, while documents move', () => {
  it('begin in the current store and go on where they began', async () => {
    const [disk, s3] = [storeNamed('disk'), storeNamed('s3')];
    const { multipartId } = await createPartsInTwoStores(disk, undefined).begin(file);
    const moving = createPartsInTwoStores(s3, disk);
    await askEverything(moving, multipartId);
    expect(disk.asked).toEqual(Array.from({ length: 4 }, () => `disk's own:1`));
    await askEverything(moving, (await moving.begin(file)).multipartId);
    expect(s3.asked).toEqual(Array.from({ length: 4 }, () => `s3's own:1`));
  });

  it('are over where their store is gone', async () => {
    const { multipartId } = await createPartsInTwoStores(storeNamed('disk'), undefined).begin(file);
    const moved = createPartsInTwoStores(storeNamed('s3'), undefined);
    await expect(askEverything(moved, multipartId)).rejects.toMatchObject({ code: 'upload_not_found' });
    await expect(moved.listParts({ ...file, multipartId })).rejects.toMatchObject({ code: 'upload_not_found' });
  });
});
