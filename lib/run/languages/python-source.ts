// Generated from notebooks/40_run/04_languages/06_python_source.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 400c0003 400c0005 400c0008 400c000b 400c000d 400c000f

// %% notebooks/40_run/04_languages/06_python_source.ipynb#400c0003 cceeb78f
import { WholeFloat } from '../parameters/parameter-values.ts';
import { ParameterReference } from '../parameters/reference.ts';

// %% notebooks/40_run/04_languages/06_python_source.ipynb#400c0005 a0f796e8
/** A float as Python's `repr` writes it. */
export function pythonFloat(value: number): string {
  if (!Number.isFinite(value)) return `float('${Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'}')`;
  const [digits, power] = value.toExponential().split('e') as [string, string];
  const exponent = Number(power);
  if (value !== 0 && (exponent >= 16 || exponent < -4)) {
    return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  const text = value.toFixed(Math.max(0, digits.replace(/^-?\d\.?/, '').length - exponent));
  return `${Object.is(value, -0) ? '-' : ''}${text}${text.includes('.') ? '' : '.0'}`;
}

// %% notebooks/40_run/04_languages/06_python_source.ipynb#400c0008 fb19d2b6
/** A text as papermill writes it into Python: in double quotes, ASCII only. */
export function pythonText(text: string): string {
  const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  const escaped = Array.from(text, (letter) => {
    const code = letter.codePointAt(0) as number;
    if (escapes[letter]) return escapes[letter];
    if (code >= 0x20 && code < 0x7f) return letter;
    return code < 0x100 ? `\\x${hex(code, 2)}` : code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
  });
  return `"${escaped.join('').replaceAll('"', '\\"')}"`;
}

/** A code in hexadecimal with at least so many digits. */
export function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

// %% notebooks/40_run/04_languages/06_python_source.ipynb#400c000b 3b061a75
/** A value as a Python expression (source: papermill 2.7 PythonTranslator). */
export function pythonValue(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value instanceof WholeFloat) return pythonFloat(value.valueOf());
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : pythonFloat(value);
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(pythonValue).join(', ')}]`;
  if (value instanceof ParameterReference) return pythonReference(value);
  if (value instanceof Date) return pythonText(value.toISOString());
  if (typeof value !== 'object') return pythonText(String(value));
  return `{${Object.entries(value)
    .map(([name, member]) => `${pythonText(name)}: ${pythonValue(member)}`)
    .join(', ')}}`;
}

/** The source of the injected-parameters cell: `# Parameters`, then one line for each value. */
export function pythonCell(values: Record<string, unknown>): string {
  const lines = Object.entries(values).map(([name, value]) => `${name} = ${pythonValue(value)}\n`);
  const asksEnvironment = Object.values(values).some(
    (value) => value instanceof ParameterReference && value.kind === 'env',
  );
  return `# Parameters\n${asksEnvironment ? 'import os\n' : ''}${lines.join('')}`;
}

// %% notebooks/40_run/04_languages/06_python_source.ipynb#400c000d 9e6fac46
/** What a reference stands for, as an expression. @internal */
export function pythonReference({ kind, place, reading }: ParameterReference): string {
  const text =
    kind === 'env'
      ? `os.environ[${pythonText(place)}]`
      : `open(${pythonText(place)}, encoding="utf-8").read().rstrip("\\r\\n")`;
  if (reading === 'int' || reading === 'float') return `${reading}(${text})`;
  return reading === 'bool' ? `${text}.lower() == "true"` : text;
}

// %% notebooks/40_run/04_languages/06_python_source.ipynb#400c000f 85e7ff91
/** Whether Python can assign to a name: an identifier that is no keyword, or an attribute (`config.lr`). */
export function isPythonName(name: string): boolean {
  return (
    /^[\p{ID_Start}_][\p{ID_Continue}]*(?:\.[\p{ID_Start}_][\p{ID_Continue}]*)*$/u.test(name) &&
    !pythonKeywords.has(name)
  );
}

/** The words that Python keeps for itself. */
export const pythonKeywords: ReadonlySet<string> = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
);
