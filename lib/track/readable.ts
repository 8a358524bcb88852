// Generated from notebooks/60_track/15_readable.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60150004 60150005 60150008 60150009 60150010

// %% notebooks/60_track/15_readable.ipynb#60150004 344df90c
/** A duration in words: `850 ms`, `12.3 s`, `3 min 12 s`, `2 h 05 min`; '' when it is not known. */
export function readableDuration(durationMs: number | undefined): string {
  if (durationMs === undefined) return '';
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  if (durationMs < 59_950) return `${(durationMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (number: number) => String(number).padStart(2, '0');
  return hours > 0 ? `${hours} h ${two(minutes)} min` : `${minutes} min ${two(seconds % 60)} s`;
}

// %% notebooks/60_track/15_readable.ipynb#60150005 dc18446d
/** A moment in local time to the second, `2026-11-21 09:30:05`; '' when there is none. */
export function readableMoment(moment: Date | undefined): string {
  if (!moment || Number.isNaN(moment.getTime())) return '';
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ');
}

// %% notebooks/60_track/15_readable.ipynb#60150008 4102ceec
/** A number to four significant digits, or whole when it is an integer. */
export function readableNumber(value: number): string {
  if (!Number.isFinite(value) || (Number.isInteger(value) && Math.abs(value) < 1e15)) return String(value);
  return String(Number(value.toPrecision(4)));
}

// %% notebooks/60_track/15_readable.ipynb#60150009 4d4d00fe
/** A size in bytes with the unit that fits: `512 B`, `34.5 kB`, `1.2 GB` (powers of 1000). */
export function readableSize(sizeBytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, sizeBytes)) / 3));
  const size = sizeBytes / 1000 ** power;
  return `${power === 0 ? size : size.toFixed(1)} ${units[power]}`;
}

// %% notebooks/60_track/15_readable.ipynb#60150010 82a5456f
/** A text on one line and no longer than this many characters; what is cut is marked by …. */
export function readableText(text: string, characters: number): string {
  const line = Array.from(text.replace(/\s+/g, ' ').trim());
  return line.length <= characters ? line.join('') : `${line.slice(0, characters - 1).join('')}…`;
}
