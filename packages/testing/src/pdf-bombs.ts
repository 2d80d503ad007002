import { createDeflate, deflateSync } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import { rawPdf, rawStream } from './raw-pdf.ts';

/** Small files that are to cost whoever looks into them all time or memory there is; by what they do. */
export async function pdfBombs(): Promise<Record<string, Buffer>> {
  return {
    'arrays within arrays': nestedArrays(200_000),
    'a tree of pages that is all depth': deepPageTree(20_000),
    'two thousand million pages': page({ pages: '<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>' }),
    'a tree of pages that holds itself': page({ pages: '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>' }),
    'a picture of 30,000 by 30,000': await hugePicture(30_000),
    'a page of two gigabytes': await inflatingPage(2_000),
    'objects packed to two gigabytes': await inflatingObjects(2_000),
    'a table that leads to itself': endlessTable(),
    'forms that draw ten forms each': laughs(12),
    'letters that draw letters': lettersOfLetters(12),
    'a pattern of points without end': tinyPattern(),
  };
}

type Parts = { pages?: string; content?: Buffer; resources?: string; more?: (string | Buffer)[] };

/** One page; `more` are objects 5 and on. */
function page({ pages, content, resources = '', more = [] }: Parts): Buffer {
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    pages ?? '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << ${resources} >> /Contents 4 0 R >>`,
    content ?? rawStream('', Buffer.from('0 0 m 9 9 l S')),
    ...more,
  ]);
}

const nestedArrays = (depth: number): Buffer =>
  rawPdf([
    `<< /Type /Catalog /Pages 2 0 R /Names ${'['.repeat(depth)}${']'.repeat(depth)} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox ${'['.repeat(depth)}${']'.repeat(depth)} >>`,
  ]);

function deepPageTree(depth: number): Buffer {
  const nodes = Array.from({ length: depth }, (_, at) => `<< /Type /Pages /Kids [${at + 3} 0 R] /Count 1 >>`);
  const leaf = `<< /Type /Page /Parent ${depth + 1} 0 R /MediaBox [0 0 595 842] >>`;
  return rawPdf(['<< /Type /Catalog /Pages 2 0 R >>', ...nodes, leaf]);
}

/** So many megabytes of one character, packed. */
async function packed(megabytes: number, character: string): Promise<Buffer> {
  const deflate = createDeflate({ level: 9 });
  const piece = Buffer.alloc(1_000_000, character);
  const whole = buffer(deflate);
  for (let count = 0; count < megabytes; count += 1) {
    if (!deflate.write(piece)) await new Promise((resolve) => deflate.once('drain', resolve));
  }
  deflate.end();
  return whole;
}

async function hugePicture(side: number): Promise<Buffer> {
  const data = deflateSync(await packed((side * side) / 1e6, '\0'));
  const entries =
    `/Type /XObject /Subtype /Image /Width ${side} /Height ${side} /ColorSpace /DeviceGray ` +
    '/BitsPerComponent 8 /Filter [/FlateDecode /FlateDecode]';
  return page({
    resources: '/XObject << /P 5 0 R >>',
    content: rawStream('', Buffer.from('500 0 0 500 0 0 cm /P Do')),
    more: [rawStream(entries, data)],
  });
}

const inflatingPage = async (megabytes: number): Promise<Buffer> =>
  page({ content: rawStream('/Filter [/FlateDecode /FlateDecode]', deflateSync(await packed(megabytes, ' q'))) });

/** The catalog itself lies in a stream of packed objects, behind two gigabytes of nothing. */
async function inflatingObjects(megabytes: number): Promise<Buffer> {
  const objects = rawStream('/Type /ObjStm /N 1 /First 10 /Filter /FlateDecode', await packed(megabytes, ' '));
  return page({ more: [objects] });
}

function endlessTable(): Buffer {
  const sound = page({}).toString('latin1');
  const at = /startxref\n(\d+)/.exec(sound)?.[1] ?? '0';
  return Buffer.from(sound.replace('/Root 1 0 R', `/Root 1 0 R /Prev ${at} /XRefStm ${at}`), 'latin1');
}

function laughs(levels: number): Buffer {
  const form = (level: number): Buffer => {
    const next = level + 1 < levels ? `/Resources << /XObject << /F ${level + 6} 0 R >> >>` : '';
    const does = level + 1 < levels ? '/F Do '.repeat(10) : '0 0 m 500 500 l S';
    return rawStream(`/Type /XObject /Subtype /Form /BBox [0 0 595 842] ${next}`, Buffer.from(does));
  };
  return page({
    resources: '/XObject << /F 5 0 R >>',
    content: rawStream('', Buffer.from('/F Do')),
    more: Array.from({ length: levels }, (_, level) => form(level)),
  });
}

/** A font (ISO 32000-2, 9.6.4) whose letter is drawn with ten letters of the next font, and so on. */
function lettersOfLetters(levels: number): Buffer {
  const objects = Array.from({ length: levels }, (_, level) => {
    const [own, procedure, next] = [5 + level * 2, 6 + level * 2, 7 + level * 2];
    const resources = level + 1 < levels ? `/Font << /T ${next} 0 R >>` : '';
    const does = level + 1 < levels ? `BT /T 9 Tf (${'a'.repeat(10)}) Tj ET` : '0 0 500 500 re f';
    return [
      `<< /Type /Font /Subtype /Type3 /Name /T${own} /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] ` +
        `/CharProcs << /a ${procedure} 0 R >> /Encoding << /Type /Encoding /Differences [97 /a] >> ` +
        `/FirstChar 97 /LastChar 97 /Widths [1000] /Resources << ${resources} >> >>`,
      rawStream('', Buffer.from(`1000 0 d0 ${does}`)),
    ];
  });
  return page({
    resources: '/Font << /T 5 0 R >>',
    content: rawStream('', Buffer.from(`BT /T 9 Tf (${'a'.repeat(10)}) Tj ET`)),
    more: objects.flat(),
  });
}

function tinyPattern(): Buffer {
  const entries =
    '/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 100000 100000] /XStep 0.0001 /YStep 0.0001 ' +
    '/Resources << >>';
  return page({
    resources: '/Pattern << /P 5 0 R >>',
    content: rawStream('', Buffer.from('/Pattern cs /P scn 0 0 595 842 re f')),
    more: [rawStream(entries, Buffer.from('0 0 m 1 1 l S'))],
  });
}
