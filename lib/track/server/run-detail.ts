import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Static } from 'typebox';
import { OctavoError } from '../../errors/index.ts';
import { type RunRecord, readRuns } from '../run-record.ts';
import { searchRuns } from '../search.ts';
import { metricRanges } from '../store/metrics.ts';
import { requireRun } from '../store/require-run.ts';
import type { TrackingStore } from '../store/tracking-store.ts';
import { servedFolderIfAny } from './artifact-place.ts';
import { cutText, type RunJson, runsJson } from './run-json.ts';
import type { RunDetail, RunFailure } from './schemas.ts';

const mostTracebackBytes = 256 * 1024;

/** All about one run of a project. Throws `track-run-unknown`, `track-run-deleted`. */
export function readRunDetail(
  store: TrackingStore,
  runId: string,
  root: string, // of the project
): Omit<Static<typeof RunDetail>, 'nowMs'> {
  requireRun(store, runId);
  const [run] = readRuns(store, [runId]);
  if (!run) throw new OctavoError('track-run-unknown', `The run ${runId} is of an experiment that is not there`);
  const children = searchRuns(store, { parentId: runId, order: 'started', ascending: true, limit: 200 }).runs;
  const folder = servedFolderIfAny(store, runId);
  return {
    run: runsJson(store, [run])[0] as RunJson,
    metricRanges: metricRanges(store, runId),
    children: runsJson(store, children),
    notebook: sourceNotebook(run, root),
    executedNotebook: executedNotebook(run, root, folder),
    failure: runFailure(run, folder),
    artifactFolder: folder ?? null,
  };
}

function sourceNotebook({ tags }: RunRecord, root: string): string | null {
  const named = tags['octavo.notebook'] ?? tags['mlflow.source.name'];
  if (!named?.endsWith('.ipynb')) return null;
  return withinProject(resolve(root, named), root) ?? named;
}

/** Where the run wrote it, else the copy among its artifacts; each only where the file is. */
function executedNotebook({ tags }: RunRecord, root: string, folder: string | undefined): string | null {
  const output = tags['octavo.output'];
  const kept = tags['octavo.notebook'] ?? output;
  const places = [
    output !== undefined && isAbsolute(output) ? output : undefined,
    folder !== undefined && kept !== undefined ? join(folder, 'notebook', basename(kept)) : undefined,
  ];
  for (const place of places) {
    const path = place === undefined ? undefined : withinProject(place, root);
    if (path !== undefined && statSync(resolve(root, path), { throwIfNoEntry: false })?.isFile()) return path;
  }
  return null;
}

/** A path relative to the project, with `/`; undefined when it lies outside. */
function withinProject(path: string, root: string): string | undefined {
  const inside = relative(root, path);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? undefined : inside.replaceAll(sep, '/');
}

function runFailure({ tags }: RunRecord, folder: string | undefined): Static<typeof RunFailure> | null {
  if (tags['octavo.error'] === undefined) return null;
  const message = cutText(tags['octavo.error']);
  const line = Number(tags['octavo.error.line']);
  return {
    message,
    traceback: (folder && readBeginning(join(folder, 'error.txt'))) || message,
    cellId: tags['octavo.error.cell'] ?? null,
    line: Number.isInteger(line) && line > 0 ? line : null,
  };
}

/** The beginning of a text file, '' when there is none; a link is none, since it could lead anywhere. */
function readBeginning(path: string): string {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    if (!fstatSync(file).isFile()) return '';
    const bytes = Buffer.alloc(mostTracebackBytes);
    return bytes.toString('utf8', 0, readSync(file, bytes));
  } catch {
    return '';
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
