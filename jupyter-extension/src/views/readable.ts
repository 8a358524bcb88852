/** A duration in words: `850 ms`, `12.3 s`, `3 min 12 s`, `2 h 05 min`, `3 d 04 h`. While it grows, whole seconds. */
export function readableDuration(durationMs: number, isGrowing = false): string {
  const known = Math.max(0, durationMs);
  if (!isGrowing && known < 1000) return `${Math.round(known)} ms`;
  if (known < 59_950) return `${isGrowing ? Math.floor(known / 1000) : (known / 1000).toFixed(1)} s`;
  const seconds = Math.floor(known / 1000 + (isGrowing ? 0 : 0.5));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const two = (number: number) => String(number).padStart(2, '0');
  if (hours >= 48) return `${Math.floor(hours / 24)} d ${two(hours % 24)} h`;
  if (hours > 0) return `${hours} h ${two(minutes % 60)} min`;
  return `${minutes} min ${two(seconds % 60)} s`;
}

/** A moment in local time to the second, `2026-11-21 09:30:05`; '' for one that no calendar holds. */
export function readableMoment(momentMs: number): string {
  const moment = new Date(momentMs);
  if (Number.isNaN(moment.getTime())) return '';
  const local = new Date(momentMs - moment.getTimezoneOffset() * 60_000);
  return Number.isNaN(local.getTime()) ? '' : local.toISOString().slice(0, 19).replace('T', ' ');
}

/** A number to four significant digits, or whole when it is an integer; the words for what is no number stay. */
export function readableNumber(value: number | string): string {
  if (typeof value === 'string' || !Number.isFinite(value)) return String(value).replace('Infinity', '∞');
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  return String(Number(value.toPrecision(4)));
}
