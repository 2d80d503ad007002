type SheetOutlineProps = {
  /** In px. */
  width: number;
  height: number;
  line: 'pencil' | 'ink';
  /** How far the ink has run round the sheet, from the middle of its top, clockwise: 0 to 100. */
  inkPercent: number;
  crossedOut: boolean;
  /** Bars in place of a first page that has no picture. */
  textLines: boolean;
};

const half = 0.75;
const radius = 2;

/** The line round a small sheet. Presentation attributes only: a style attribute is refused by the security policy. */
export function SheetOutline({ width, height, line, inkPercent, crossedOut, textLines }: SheetOutlineProps) {
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} className="absolute inset-0 overflow-visible">
      {textLines && <TextLines width={width} height={height} />}
      {crossedOut && (
        <line
          x1={4}
          y1={height - 4}
          x2={width - 5}
          y2={6}
          strokeWidth="1.5"
          strokeDasharray="5 4"
          className="stroke-pencil"
        />
      )}
      <rect
        x={half}
        y={half}
        width={width - 2 * half}
        height={height - 2 * half}
        rx={radius}
        fill="none"
        strokeWidth="1.5"
        strokeDasharray={line === 'pencil' ? '5 4' : undefined}
        className={line === 'pencil' ? 'stroke-pencil' : 'stroke-ink'}
      />
      {inkPercent > 0 && (
        <path
          d={clockwiseFromTopCentre(width, height)}
          fill="none"
          pathLength="100"
          strokeWidth="2.5"
          strokeDasharray={`${inkPercent} 100`}
          className="stroke-ink"
        />
      )}
    </svg>
  );
}

function clockwiseFromTopCentre(width: number, height: number): string {
  const [left, top, right, bottom] = [half, half, width - half, height - half];
  return [
    `M${width / 2} ${top}`,
    `H${right - radius}Q${right} ${top} ${right} ${top + radius}`,
    `V${bottom - radius}Q${right} ${bottom} ${right - radius} ${bottom}`,
    `H${left + radius}Q${left} ${bottom} ${left} ${bottom - radius}`,
    `V${top + radius}Q${left} ${top} ${left + radius} ${top}Z`,
  ].join('');
}

// Each bar: how far down the sheet, and how wide, as parts of the sheet.
const bars = [
  [0.11, 0.34],
  [0.19, 0.72],
  [0.245, 0.72],
  [0.3, 0.61],
  [0.41, 0.72],
  [0.465, 0.72],
  [0.52, 0.46],
] as const;

function TextLines({ width, height }: { width: number; height: number }) {
  return (
    <g className="fill-rule">
      {bars.map(([top, wide]) => (
        <rect key={top} x={width * 0.14} y={height * top} width={width * wide} height={Math.max(1.5, height * 0.017)} />
      ))}
    </g>
  );
}
