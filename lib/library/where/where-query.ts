// Generated from notebooks/30_library/20_where/03_where_query.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30b22003 30b22004 30b22005

// %% notebooks/30_library/20_where/03_where_query.ipynb#30b22003 fe9cc829
import { OctavoError } from '../../errors/index.ts';

// %% notebooks/30_library/20_where/03_where_query.ipynb#30b22004 a3ced2c7
/** A question for a place. Lines and columns are 1-based, paths are as they were typed. */
export type WhereQuery =
  | { kind: 'module'; path: string; line: number | undefined; column: number | undefined }
  | { kind: 'file-line'; notebook: string; fileLine: number }
  | {
      kind: 'cell';
      notebook: string;
      cell: string | undefined; // id
      index: number | undefined; // [n]
      line: number | undefined;
      column: number | undefined;
    }
  | { kind: 'name'; name: string };

/** Reads a question. Throws `usage` for what is none. */
export function parseWhereQuery(text: string): WhereQuery {
  const query = text.trim();
  const mapped = /^(.+?\.ipynb)(?:#|%23)([\w-]+)(?::(\d+)(?::(\d+))?)?$/.exec(query);
  if (mapped) {
    const [, notebook = '', cell, line, column] = mapped;
    return { kind: 'cell', notebook, cell, index: undefined, line: _number(line), column: _number(column) };
  }
  const inNotebook = /^(.+?\.ipynb)(?::(\d+))?(?:\s+(.+))?$/.exec(query);
  if (inNotebook) return _notebookQuery(inNotebook[1] as string, inNotebook[2], inNotebook[3], query);
  const inModule = /^(.+?\.[cm]?[jt]sx?)(?::(\d+)(?::(\d+))?|\((\d+),(\d+)\))?:?$/.exec(query);
  if (inModule) {
    const [, path = '', line, column, row, offset] = inModule;
    return { kind: 'module', path, line: _number(line ?? row), column: _number(column ?? offset) };
  }
  if (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(query)) return { kind: 'name', name: query };
  throw _noPlace(query);
}

// %% notebooks/30_library/20_where/03_where_query.ipynb#30b22005 f77888ce
function _notebookQuery(
  notebook: string,
  fileLine: string | undefined,
  rest: string | undefined,
  query: string,
): WhereQuery {
  if (rest === undefined) {
    if (fileLine !== undefined) return { kind: 'file-line', notebook, fileLine: Number(fileLine) };
    throw _noPlace(query);
  }
  const found =
    /^(?:cell\s+)?([\w-]+(?=[\s:]|$))?\s*(?:\[(\d+)\])?(?:\s*:\s*(\d+)|\s+line\s+(\d+))?(?::(\d+))?:?$/.exec(rest);
  const [, cell, index, line, written, column] = found ?? [];
  if (!found || (cell === undefined && index === undefined)) throw _noPlace(query);
  return {
    kind: 'cell',
    notebook,
    cell,
    index: _number(index),
    line: _number(line ?? written),
    column: _number(column),
  };
}

function _number(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function _noPlace(query: string): OctavoError {
  return new OctavoError('usage', query === '' ? 'where is what?' : `"${query}" is no place`, {
    exitCode: 2,
    hint: 'octavo where lib/module.ts:41, octavo where notebooks/x.ipynb:123, octavo where notebooks/x.ipynb b2c4d6e8:2, octavo where name',
  });
}
