/** All lengths are points (1/72 inch), counted from the page's upper left corner; `y` of a text is its baseline. */
export type PdfPage = { width: number; height: number; elements: PdfElement[] };

export type PdfElement = PdfText | PdfRectangle | PdfPolyline | PdfCircle | PdfImage;

/** Red, green and blue, 0 to 1. */
export type PdfColor = readonly [red: number, green: number, blue: number];

export type PdfFont =
  | 'helvetica'
  | 'helveticaBold'
  | 'helveticaOblique'
  | 'times'
  | 'timesBold'
  | 'timesItalic'
  | 'courier';

export type PdfText = {
  kind: 'text';
  x: number;
  y: number;
  text: string;
  font: PdfFont;
  size: number;
  color: PdfColor;
  /** Which part of the text stands at `x`. */
  align: 'left' | 'center' | 'right';
};

type Painted = { fill?: PdfColor; stroke?: PdfColor; lineWidth?: number; dash?: number[] };

export type PdfRectangle = Painted & { kind: 'rectangle'; x: number; y: number; width: number; height: number };
export type PdfPolyline = Painted & { kind: 'polyline'; points: (readonly [x: number, y: number])[]; closed: boolean };
export type PdfCircle = Painted & { kind: 'circle'; x: number; y: number; radius: number };

/** A grey picture, one byte a pixel, row by row from the top. */
export type PdfImage = {
  kind: 'image';
  x: number;
  y: number;
  width: number;
  height: number;
  columns: number;
  rows: number;
  pixels: Uint8Array;
};

export const a4 = { width: 595.28, height: 841.89 };
