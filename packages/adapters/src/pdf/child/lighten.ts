import { buffer } from 'node:stream/consumers';
import type { ReadableStream } from 'node:stream/web';
import { createCanvas } from '@napi-rs/canvas';

/**
 * Makes the start of this process cheap; it stands before pdf.js. Skia reads all fonts of the system as soon as one is
 * set, which takes longer than to draw a page. None of them is ever used: pdf.js draws the letters of a document by their
 * outlines, from the fonts that come with it or with the library.
 */
const context: unknown = Object.getPrototypeOf(createCanvas(1, 1).getContext('2d'));
Object.defineProperty(context, 'font', {
  get: () => '10px sans-serif',
  set: () => {
    // Whatever it is, it is not used.
  },
  configurable: true,
});

/** All that pdf.js asks of it. Node's own brings a whole client for HTTP along. */
function response(body: ReadableStream): { bytes: () => Promise<Uint8Array> } {
  return { bytes: () => buffer(body) };
}
response.prototype = { bytes: () => undefined };
Object.defineProperty(globalThis, 'Response', { value: response, configurable: true, writable: true });
