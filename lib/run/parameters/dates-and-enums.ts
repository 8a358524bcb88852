// Generated from notebooks/40_run/03_parameters/03_dates_and_enums.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40230004 40230007

// %% notebooks/40_run/03_parameters/03_dates_and_enums.ipynb#40230004 5aa883aa
/** The date that a text says: `2026-01-31` (in UTC) or `2026-01-31T12:00:00Z`; undefined when it says none. */
export function readDate(text: string): Date | undefined {
  const [, year, month, day] =
    /^(\d{4})-(\d\d)-(\d\d)(?:[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d))?$/.exec(
      text,
    ) ?? [];
  if (day === undefined) return undefined;
  const start = new Date(`${year}-${month}-${day}T00:00:00Z`);
  const date = new Date(text.toUpperCase());
  return start.getUTCDate() === Number(day) && !Number.isNaN(date.getTime()) ? date : undefined;
}

/** A date as short as it can be said: without a time when that is midnight in UTC. */
export function isoText(date: Date): string {
  return date
    .toISOString()
    .replace(/T00:00:00\.000Z$/, '')
    .replace(/\.000Z$/, 'Z');
}

// %% notebooks/40_run/03_parameters/03_dates_and_enums.ipynb#40230007 87be1d11
/** A member of an enumeration that the parameters cell declares: the cell says its name, everybody else its value. */
export class EnumValue {
  readonly source: string; // Mode.Fast
  readonly value: string | number;
  constructor(source: string, value: string | number) {
    this.source = source;
    this.value = value;
  }
  toJSON(): string | number {
    return this.value;
  }
}
