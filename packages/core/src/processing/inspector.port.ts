import type { ScratchFile } from './scratch.port.ts';

/** What a look into a PDF found. A hostile file harms at most the look itself. */
export type Inspection =
  | {
      outcome: 'sound';
      pageCount: number;
      /** Script, launch actions or attachments. */
      hasActiveContent: boolean;
      /** As the file says it; undefined where it says nothing that one could read. */
      title: string | undefined;
    }
  /** A password is needed to open it. Restrictions of printing and copying are none. */
  | { outcome: 'locked' }
  /** No PDF that a reader could open, or one that took more of the processor, memory or output than is given to it. */
  | { outcome: 'damaged'; reason: string };

export type PageText = { page: number; text: string; source: 'text' | 'ocr' };

/** `recordId`: whose file it is. What looks at files of one record never looks at another's. */
export type InspectorQuestion = { recordId: string; signal: AbortSignal };

export type InspectorPort = {
  /** Rejects where nothing was found out, for a reason that need not be the file's. */
  inspect(file: ScratchFile, input: InspectorQuestion): Promise<Inspection>;
  /** A picture of page 1, at most `widthInPixels` wide; undefined where it cannot be drawn within its limits. */
  drawFirstPage(
    file: ScratchFile,
    input: InspectorQuestion & { widthInPixels: number },
  ): Promise<{ bytes: Uint8Array; contentType: 'image/webp' } | undefined>;
  /** The words of each page, in its order; what took too long is left out, and `isComplete` says so. */
  readText(file: ScratchFile, input: InspectorQuestion): Promise<{ pages: PageText[]; isComplete: boolean }>;
};
