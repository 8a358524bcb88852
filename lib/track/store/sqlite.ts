import type * as Sqlite from 'node:sqlite';

/** Loads Node's SQLite when it is first needed, without the "experimental" warning that early releases of Node 24 print. */
export function loadSqlite(): typeof Sqlite {
  const warn = process.emitWarning;
  process.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = warn;
  }
}
