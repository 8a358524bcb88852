// Generated from notebooks/40_run/05_templates/03_python_date.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40170104 40170107 40170108 40170109 4017010b

// %% notebooks/40_run/05_templates/03_python_date.ipynb#40170104 d5ceb623
/** A moment, with the zone in which it is shown (source: Python's datetime, naive or in UTC). */
export class PythonDate {
  readonly instant: Date;
  readonly zone: 'local' | 'utc';
  constructor(instant: Date, zone: 'local' | 'utc') {
    this.instant = instant;
    this.zone = zone;
  }
}

/** The numbers of a moment as its zone shows them. */
export interface DateFields {
  year: number;
  month: number; // 1-12
  day: number;
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
}

/** The numbers of a moment. */
export function dateFields({ instant, zone }: PythonDate): DateFields {
  const shown = zone === 'utc' ? instant : new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000);
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
    second: shown.getUTCSeconds(),
    microsecond: shown.getUTCMilliseconds() * 1000,
  };
}

// %% notebooks/40_run/05_templates/03_python_date.ipynb#40170107 5cdd4a2d
/** A moment as Python's `str` shows it. */
export function dateText(date: PythonDate): string {
  const { microsecond } = dateFields(date);
  const fraction = microsecond === 0 ? '' : '.%f';
  return formatDate(date, `%Y-%m-%d %H:%M:%S${fraction}`) + (date.zone === 'utc' ? '+00:00' : '');
}

/** A moment as Python's `repr` shows it. */
export function dateRepr(date: PythonDate): string {
  const { year, month, day, hour, minute, second, microsecond } = dateFields(date);
  const numbers = [year, month, day, hour, minute, ...(second || microsecond ? [second] : [])];
  if (microsecond) numbers.push(microsecond);
  return `datetime.datetime(${numbers.join(', ')}${date.zone === 'utc' ? ', tzinfo=datetime.timezone.utc' : ''})`;
}

// %% notebooks/40_run/05_templates/03_python_date.ipynb#40170108 eea02e66
/** @internal */
export const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
/** @internal */
export const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];
/** Directives that stand for others. @internal */
export const composed: Readonly<Record<string, string>> = {
  c: '%a %b %e %H:%M:%S %Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  T: '%H:%M:%S',
  R: '%H:%M',
  r: '%I:%M:%S %p',
};

// %% notebooks/40_run/05_templates/03_python_date.ipynb#40170109 b0408ff9
/** What one directive stands for; undefined when it is none. @internal */
export function directiveText(letter: string, date: PythonDate): string | undefined {
  const { year, month, day, hour, minute, second, microsecond } = dateFields(date);
  const midnight = Date.UTC(year, month - 1, day);
  const weekday = new Date(midnight).getUTCDay();
  const dayOfYear = Math.round((midnight - Date.UTC(year, 0, 1)) / 86_400_000) + 1;
  const thursday = new Date(midnight + (3 - ((weekday + 6) % 7)) * 86_400_000); // of the ISO week
  const isoWeek = Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / 604_800_000) + 1;
  const two = (value: number) => String(value).padStart(2, '0');
  const texts: Readonly<Record<string, string>> = {
    Y: String(year),
    y: two(year % 100),
    C: two(Math.floor(year / 100)),
    m: two(month),
    d: two(day),
    e: String(day).padStart(2),
    H: two(hour),
    I: two(hour % 12 || 12),
    M: two(minute),
    S: two(second),
    f: String(microsecond).padStart(6, '0'),
    p: hour < 12 ? 'AM' : 'PM',
    j: String(dayOfYear).padStart(3, '0'),
    ...{
      A: days[weekday] as string,
      a: (days[weekday] as string).slice(0, 3),
      w: String(weekday),
      u: String(weekday || 7),
    },
    ...{ B: months[month - 1] as string, b: (months[month - 1] as string).slice(0, 3) },
    ...{
      U: two(Math.floor((dayOfYear + 6 - weekday) / 7)),
      W: two(Math.floor((dayOfYear + 6 - ((weekday + 6) % 7)) / 7)),
    },
    ...{ G: String(thursday.getUTCFullYear()), g: two(thursday.getUTCFullYear() % 100), V: two(isoWeek) },
    ...{ Z: date.zone === 'utc' ? 'UTC' : '', z: date.zone === 'utc' ? '+0000' : '', '%': '%' },
  };
  return texts[letter];
}

// %% notebooks/40_run/05_templates/03_python_date.ipynb#4017010b 1affe714
/** A moment by Python's `strftime`, in the C locale. */
export function formatDate(date: PythonDate, format: string): string {
  return format.replace(/%(-?)([A-Za-z%])/g, (whole, minus: string, letter: string) => {
    const others = Object.hasOwn(composed, letter) ? composed[letter] : undefined;
    const text = others === undefined ? directiveText(letter, date) : formatDate(date, others);
    if (text === undefined) return whole;
    return minus ? text.replace(/^[0 ]+(?=\d)/, '') : text;
  });
}
