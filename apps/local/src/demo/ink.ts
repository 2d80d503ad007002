import type { PdfColor, PdfElement, PdfFont, PdfText } from '@portal/adapters/pdf/pdf-page';

export const black: PdfColor = [0.1, 0.11, 0.11];
export const grey: PdfColor = [0.38, 0.4, 0.4];
export const pale: PdfColor = [0.8, 0.81, 0.8];
export const wash: PdfColor = [0.955, 0.955, 0.95];
export const white: PdfColor = [1, 1, 1];

type TextStyle = { font?: PdfFont; size?: number; color?: PdfColor; align?: PdfText['align'] };

export const write = (x: number, y: number, text: string, style: TextStyle = {}): PdfText => ({
  kind: 'text',
  x,
  y,
  text,
  font: style.font ?? 'helvetica',
  size: style.size ?? 9.5,
  color: style.color ?? black,
  align: style.align ?? 'left',
});

export const rule = (fromX: number, toX: number, y: number, color: PdfColor = pale, lineWidth = 0.6): PdfElement => ({
  kind: 'polyline',
  points: [
    [fromX, y],
    [toX, y],
  ],
  closed: false,
  stroke: color,
  lineWidth,
});

export const box = (x: number, y: number, width: number, height: number, fill: PdfColor): PdfElement => ({
  kind: 'rectangle',
  x,
  y,
  width,
  height,
  fill,
});

export const frame = (x: number, y: number, width: number, height: number, stroke: PdfColor = black): PdfElement => ({
  kind: 'rectangle',
  x,
  y,
  width,
  height,
  stroke,
  lineWidth: 0.8,
});

export const curve = (
  points: (readonly [number, number])[],
  stroke: PdfColor,
  lineWidth = 1.2,
  dash: number[] = [],
): PdfElement => ({ kind: 'polyline', points, closed: false, stroke, lineWidth, dash });

export const disc = (x: number, y: number, radius: number, fill: PdfColor): PdfElement => ({
  kind: 'circle',
  x,
  y,
  radius,
  fill,
});

export const ring = (x: number, y: number, radius: number, stroke: PdfColor, lineWidth = 1.2): PdfElement => ({
  kind: 'circle',
  x,
  y,
  radius,
  stroke,
  lineWidth,
});
