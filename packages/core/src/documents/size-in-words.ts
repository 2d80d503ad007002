const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;
const step = 1024;

/** `104857600` → `100 MB`, `2576980378` → `2.4 GB`. Units are powers of 1024, as the limits of the portal are. */
export function sizeInWords(sizeInBytes: number): string {
  let size = sizeInBytes;
  let unit = 0;
  while (size >= step && unit < units.length - 1) {
    size /= step;
    unit += 1;
  }
  const figure = unit === 0 || size >= 100 ? Math.round(size) : Math.round(size * 10) / 10;
  return `${figure} ${units[unit]}`;
}
