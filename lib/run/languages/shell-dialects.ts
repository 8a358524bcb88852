// Generated from notebooks/40_run/04_languages/11_shell_dialects.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 401d0003 401d0005 401d0008

// %% notebooks/40_run/04_languages/11_shell_dialects.ipynb#401d0003 b73a2b96
import { type Dialect, escaped } from './translator.ts';

// %% notebooks/40_run/04_languages/11_shell_dialects.ipynb#401d0005 285bd6a3
/** Bash (source: papermill 2.7 BashTranslator). */
export const bashDialect: Dialect = {
  language: 'Bash',
  title: '# Parameters',
  assign: (name, expression) => `${name}=${expression}`,
  nothing: '',
  booleans: ['false', 'true'],
  text: (text) => (text.includes('\0') ? undefined : bashText(text)),
  list: (items, values) => (values.some((value) => typeof value === 'object') ? undefined : `(${items.join(' ')})`),
  record: () => undefined,
  reference: {
    environment: (name) => `"\${${name}}"`,
    file: (path) => `"$(cat -- ${bashText(path)})"`,
  },
};

/** One word of Bash (source: Python's shlex.quote). */
export function bashText(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
}

// %% notebooks/40_run/04_languages/11_shell_dialects.ipynb#401d0008 af3fd155
/** PowerShell (source: papermill 2.7 PowershellTranslator). */
export const powershellDialect: Dialect = {
  language: 'PowerShell',
  title: '# Parameters',
  assign: (name, expression) => `$${name} = ${expression}`,
  nothing: '$Null',
  booleans: ['$False', '$True'],
  special: ['[double]::NaN', '[double]::PositiveInfinity', '[double]::NegativeInfinity'],
  text: powershellText,
  list: (items) => `@(${items.join(', ')})`,
  record: (members) => `@{${members.map(([key, value]) => `${key} = ${value}`).join('\n ')}}`,
  reference: {
    environment: (name) => `$env:${name}`,
    file: (path) => `(Get-Content -Raw -LiteralPath ${powershellText(path)}).TrimEnd("\`r", "\`n")`,
  },
};

/** A text of PowerShell 7. */
export function powershellText(text: string): string {
  const table = { '`': '``', '"': '`"', $: '`$', '\n': '`n', '\r': '`r', '\t': '`t' };
  return `"${escaped(text, table, (code) => `\`u{${code.toString(16)}}`)}"`;
}
