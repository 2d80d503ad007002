import { crc32 } from 'node:zlib';

const locked = 0x0001;

/** A ZIP of one file, stored as it is. */
export function zipOf(name: string, content: Buffer, flags = 0): Buffer {
  const nameBytes = Buffer.from(name);
  // What both headers say of the file: version, flags, method, time and date, checksum, sizes, length of the name.
  const about = Buffer.alloc(26);
  about.writeUInt16LE(20, 0);
  about.writeUInt16LE(flags, 2);
  about.writeUInt32LE(crc32(content), 10);
  about.writeUInt32LE(content.length, 14);
  about.writeUInt32LE(content.length, 18);
  about.writeUInt16LE(nameBytes.length, 22);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), about, nameBytes, content]);
  const version = Buffer.from([20, 0]);
  const entry = Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1'), version, about, Buffer.alloc(14), nameBytes]);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}

/** A ZIP in a ZIP, as often as is said. */
export function zipInZips(content: Buffer, times: number): Buffer {
  let zip = zipOf('letter.txt', content);
  for (let time = 1; time < times; time += 1) zip = zipOf('inner.zip', zip);
  return zip;
}

/** A ZIP that says of its file that a password is needed; what stands in it is for nobody to know. */
export function lockedZip(content: Buffer): Buffer {
  return zipOf('letter.txt', Buffer.concat([Buffer.alloc(12, 1), content.map((byte) => byte ^ 0x5a)]), locked);
}
