// Generated from notebooks/40_run/04_languages/08_r_julia_dialects.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 401a0003 401a0005 401a0008

// %% notebooks/40_run/04_languages/08_r_julia_dialects.ipynb#401a0003 d9b83e88
import { commonEscapes, type Dialect, escaped, unicodeEscape } from './translator.ts';

// %% notebooks/40_run/04_languages/08_r_julia_dialects.ipynb#401a0005 553674d1
/** R (source: papermill 2.7 RTranslator). */
export const rDialect: Dialect = {
  language: 'R',
  title: '# Parameters',
  assign: (name, expression) => `${name.replace(/^_+/, '')} = ${expression}`,
  nothing: 'NULL',
  booleans: ['FALSE', 'TRUE'],
  special: ['NaN', 'Inf', '-Inf'],
  text: (text) => (text.includes('\0') ? undefined : `"${escaped(text, commonEscapes, unicodeEscape)}"`),
  list: (items) => `list(${items.join(', ')})`,
  record: (members) => `list(${members.map(([key, value]) => `${key} = ${value}`).join(', ')})`,
  isName: (name) => /^_*(?:[\p{L}]|\.(?!\d))[\p{L}\p{N}._]*$/u.test(name),
  reference: {
    environment: (name) => `Sys.getenv("${name}")`,
    file: (path) => `paste(readLines(${rText(path)}, warn = FALSE), collapse = "\\n")`,
  },
};

/** A text of R. */
export function rText(text: string): string {
  return `"${escaped(text, commonEscapes, unicodeEscape)}"`;
}

// %% notebooks/40_run/04_languages/08_r_julia_dialects.ipynb#401a0008 037dbbf7
/** Julia (source: papermill 2.7 JuliaTranslator). */
export const juliaDialect: Dialect = {
  language: 'Julia',
  title: '# Parameters',
  assign: (name, expression) => `${name} = ${expression}`,
  nothing: 'nothing',
  booleans: ['false', 'true'],
  special: ['NaN', 'Inf', '-Inf'],
  text: juliaText,
  list: (items) => `[${items.join(', ')}]`,
  record: (members) => `Dict(${members.map(([key, value]) => `${key} => ${value}`).join(', ')})`,
  isName: (name) => /^[\p{L}_][\p{L}\p{N}_!]*$/u.test(name),
  reference: {
    environment: (name) => `ENV["${name}"]`,
    file: (path) => `String(rstrip(read(${juliaText(path)}, String), ['\\r', '\\n']))`,
  },
};

/** A text of Julia. */
export function juliaText(text: string): string {
  const control = (code: number) => (code < 0x80 ? `\\x${code.toString(16).padStart(2, '0')}` : unicodeEscape(code));
  return `"${escaped(text, { ...commonEscapes, $: '\\$' }, control)}"`;
}
