import { useEffect, useState } from 'react';
import { beginPdf } from './load-pdf.ts';
import type { Pdf } from './load-pdf.ts';

/** `damaged` and `locked` are the file's; `broken-off` is the network's, and may do better a second time. */
export type PdfFailure = 'damaged' | 'locked' | 'broken-off';

export type PdfState =
  | { kind: 'loading' }
  | { kind: 'ready'; pdf: Pdf; firstPage: PageSize }
  | { kind: 'failed'; failure: PdfFailure };

/** In CSS pixels at 100 %. */
export type PageSize = { width: number; height: number };

/** A PDF's unit is 1/72 of an inch, a CSS pixel 1/96. */
export const cssPixelsPerPoint = 96 / 72;

export async function measurePage(pdf: Pdf, pageNumber: number): Promise<PageSize> {
  const { width, height } = (await pdf.getPage(pageNumber)).getViewport({ scale: cssPixelsPerPoint });
  return { width, height };
}

/** The open PDF of an address; given back when the page is left or the address changes. `attempt` grows with each retry. */
export function usePdf(url: string, attempt: number): PdfState {
  const [state, setState] = useState<PdfState>({ kind: 'loading' });
  useEffect(() => {
    let left = false;
    const task = beginPdf(url);
    const open = async (): Promise<void> => {
      setState({ kind: 'loading' });
      try {
        const pdf = await task.promise;
        const firstPage = await measurePage(pdf, 1);
        if (!left) setState({ kind: 'ready', pdf, firstPage });
      } catch (error) {
        if (!left) setState({ kind: 'failed', failure: failureOf(error) });
      }
    };
    void open();
    return () => {
      left = true;
      void task.destroy();
    };
  }, [url, attempt]);
  return state;
}

function failureOf(error: unknown): PdfFailure {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') return 'locked';
  return name === 'ResponseException' || name === 'UnknownErrorException' ? 'broken-off' : 'damaged';
}
