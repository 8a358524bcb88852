const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** A number of bytes as people read it, in powers of a thousand: `0 B`, `1.5 kB`, `256 kB`. */
export function formatBytes(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toFixed(digits).replace(/\.0$/, '')} ${units[unit]}`;
}
