import { formatWhere } from '../errors/index.ts';
import type { WatchEvent } from '../library/watch/events.ts';

/** One event of a watch as a line for people; problems with what to type. Times are of the clock on the wall. */
export function watchLine(event: WatchEvent, now: Date): string {
  const time = now.toTimeString().slice(0, 8);
  switch (event.type) {
    case 'watching':
      return `${time}  watching ${event.notebooks} notebooks and ${event.files} files; Ctrl-C ends it\n`;
    case 'exported':
    case 'updated':
      return `${time}  ${few(event.from)} -> ${results(event)}  ${Math.round(event.ms)} ms\n`;
    case 'settled':
      return `${time}  ${event.path} is well again\n`;
    default: {
      const { message, hint, where } = event.problem;
      const place = formatWhere(where);
      const shown = place && !message.includes(place) ? ` (${place})` : '';
      return `${time}  ${event.type}: ${message}${shown}\n${hint ? `          try: ${hint}\n` : ''}`;
    }
  }
}

/** The same as one line of JSON. */
export function watchJson(event: WatchEvent, now: Date): string {
  if (!('problem' in event)) return `${JSON.stringify({ time: now.toISOString(), ...event })}\n`;
  const { code, message, hint, where } = event.problem;
  return `${JSON.stringify({ time: now.toISOString(), ...event, problem: { code, message, hint, where } })}\n`;
}

function results({ files, removed }: { files: string[]; removed: string[] }): string {
  return [...(files.length > 0 ? [few(files)] : []), ...(removed.length > 0 ? [`removed ${few(removed)}`] : [])].join(
    '; ',
  );
}

function few(paths: string[]): string {
  return paths.length > 3 ? `${paths.slice(0, 2).join(', ')} and ${paths.length - 2} more` : paths.join(', ');
}
