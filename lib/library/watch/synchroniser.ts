import { posix } from 'node:path';
import { isOctavoError, type OctavoError } from '../../errors/index.ts';
import { type Host, type Project, soundProject } from '../../host/index.ts';
import { isGenerated } from '../blocks.ts';
import { planExportOf } from '../export-plan.ts';
import { withFileLines } from '../problem-places.ts';
import { type LibraryState, readState, refreshState } from '../state.ts';
import { updateProject } from '../update/update-project.ts';
import { writeTogether } from '../write-together.ts';
import type { WatchEvent } from './events.ts';
import { knownProblems } from './known-problems.ts';

/** Keeps notebooks and modules of a project in step. It remembers what it read, and works on what changed since. */
export interface Synchroniser {
  start: () => Promise<void>; // throws library-no-notebooks
  take: (paths: Map<string, number>) => Promise<void>; // what may have changed, with the time of its first sign
}

export interface SynchroniserOptions {
  project: Project;
  tell: (event: WatchEvent) => void;
  later: (path: string, delayMs: number) => void; // asks to be given this path again
}

interface Change {
  path: string;
  action?: string;
}

const doubtMs = 300; // how long what looks like a save in progress must stay as it is to be believed
const halfSaved = new Set([
  'notebook-truncated',
  'notebook-not-json',
  'notebook-not-utf8',
  'library-plain-file',
  'file-missing',
]);

export function synchroniser({ project, tell, later }: SynchroniserOptions, host: Host): Synchroniser {
  let state: LibraryState;
  const problems = knownProblems(tell);
  const known = new Set<string>(); // notebooks and generated files
  const doubts = new Map<string, { sign: string; since: number }>();

  /** False while what looks like half a save is younger than it may be; then the path comes again. `sign` is what it looks like. */
  const isSure = (path: string, sign: string): boolean => {
    const now = host.clock.monotonicMs();
    const doubt = doubts.get(path);
    if (doubt?.sign === sign && now - doubt.since >= doubtMs) return true;
    if (doubt?.sign !== sign) doubts.set(path, { sign, since: now });
    later(path, doubtMs + 5);
    return false;
  };

  const start = async () => {
    const begin = host.clock.monotonicMs();
    state = await readState(project, host);
    await bringIntoStep(new Map([...state.notebooks.keys(), ...modules()].map((path) => [path, begin])));
    tell({
      type: 'watching',
      notebooks: state.notebooks.size,
      files: state.library.size,
      ms: host.clock.monotonicMs() - begin,
    });
  };

  const modules = () => [...state.library.keys()].filter((path) => path.endsWith('.ts'));

  const take = async (paths: Map<string, number>) => {
    const changed = new Map<string, number>();
    for (const [path, since] of withFolders(paths)) {
      if (path === 'package.json') {
        if (await isManifestRead()) for (const one of state.notebooks.keys()) changed.set(one, since);
      } else if (await isChanged(path)) changed.set(path, since);
    }
    if (changed.size === 0 && doubts.size === 0) return;
    const now = host.clock.monotonicMs();
    for (const path of problems.paths()) if (path !== 'package.json' && !changed.has(path)) changed.set(path, now);
    await bringIntoStep(changed);
  };

  /** A package.json that is no JSON, as in a merge, changes nothing: the name of before still holds. */
  const isManifestRead = async (): Promise<boolean> => {
    try {
      const { root, notebooks, lib } = project;
      state = await readState({ ...soundProject(root), notebooks, lib }, host);
      clear('package.json');
      return true;
    } catch (error) {
      if (!isOctavoError(error)) throw error;
      if (isSure('package.json', error.message)) problems.set('package.json', 'problem', [error]);
      return false;
    }
  };

  /** The files that are meant: those of a folder that is gone are the ones that were known in it. */
  const withFolders = (paths: Map<string, number>) => {
    const files = new Map<string, number>();
    for (const [path, since] of paths) {
      if (/\.(ipynb|ts)$/.test(path) || path === 'package.json') files.set(path, since);
      for (const one of [...state.notebooks.keys(), ...state.library.keys()])
        if (one.startsWith(`${path}/`)) files.set(one, since);
    }
    return files;
  };

  const isChanged = async (path: string): Promise<boolean> => {
    if (!isMine(path)) return false;
    const isThere = (await host.files.kind(posix.join(project.root, path))) === 'file';
    const before = state.notebooks.get(path);
    if (!isThere && (before || state.library.has(path)) && !isSure(path, 'gone')) return false;
    const isRefreshed = await refreshed(path);
    if (isRefreshed === undefined) return false;
    const after = state.notebooks.get(path);
    if (!after || after.notebook) return isRefreshed || doubts.has(path);
    const [problem] = after.collected.problems;
    if (before) state.notebooks.set(path, before); // as it was when it could be read, for the others
    if (isSure(path, `half ${problem?.message}`)) problems.set(path, 'problem', problem ? [problem] : []);
    return false;
  };

  /** Undefined when the file went just now, or may not be read, which is told. */
  const refreshed = async (path: string): Promise<boolean | undefined> => {
    try {
      return await refreshState(state, path, host);
    } catch (error) {
      if (!isOctavoError(error)) throw error;
      if (error.code === 'file-missing') later(path, 0);
      else problems.set(path, 'problem', [error]);
      return undefined;
    }
  };

  const isMine = (path: string) => {
    const folder = path.endsWith('.ipynb') ? project.notebooks : project.lib;
    return posix.normalize(folder) === '.' || path.startsWith(`${posix.normalize(folder).replace(/\/$/, '')}/`);
  };

  /** All at once, as a change of branch is meant; and, when something is wrong, one by one, so that it holds up nothing else. */
  const bringIntoStep = async (paths: Map<string, number>) => {
    if (await bring(paths)) for (const path of paths.keys()) clear(path);
    else for (const [path, since] of paths) if (await bring(new Map([[path, since]]))) clear(path);
  };

  const clear = (path: string) => {
    doubts.delete(path);
    problems.set(path, 'problem', []);
  };

  /** What a change of this file is about: all that its folder exports for an index, nothing for a file that was not generated. */
  const meantBy = (path: string): string[] => {
    const text = state.library.get(path);
    if (text !== undefined && text !== '' && !isGenerated(text) && !known.has(path)) return [];
    known.add(path);
    return [posix.basename(path) === 'index.ts' ? posix.dirname(path) : path];
  };

  /** True when these files are in step now. What is wrong is told when it is wrong with one path alone. */
  const bring = async (paths: Map<string, number>): Promise<boolean> => {
    const only = [...new Set([...paths.keys()].flatMap(meantBy))];
    if (only.length === 0) return true;
    const since = Math.min(...paths.values());
    const single = paths.size === 1 ? [...paths.keys()][0] : undefined;
    try {
      const plan = planExportOf(state, { only });
      const edited = plan.drift.filter((drift) => drift.side !== 'notebook');
      if (edited.length > 0) {
        const looksCut = edited.some((drift) => drift.change === 'removed' || !isWhole(drift.module));
        if (looksCut && (single === undefined || !isSure(single, JSON.stringify(edited)))) return false;
        const result = await updateProject({ state, only }, host);
        const conflicts = result.refused.map((one) => one.problem);
        if (conflicts.length + result.problems.length > 0) return failed(single, conflicts, result.problems);
        told('updated', only, [...result.notebooks, ...result.changes], since);
        return true; // an update exports too
      }
      if (plan.problems.length > 0) return failed(single, [], await withFileLines(plan.problems, state, host));
      await writeTogether(state, plan.changes, host);
      told('exported', only, plan.changes, since);
      return true;
    } catch (error) {
      if (!isOctavoError(error)) throw error;
      if (error.code === 'library-no-such-file') return single !== undefined; // it came and went
      if (error.code === 'file-changed') for (const path of paths.keys()) later(path, 0);
      else failed(single, [], [error]);
      return false;
    }
  };

  const isWhole = (module: string) => state.library.get(module)?.endsWith('\n') !== false; // as all modules are written

  const failed = (path: string | undefined, conflicts: OctavoError[], others: OctavoError[]): boolean => {
    if (path === undefined) return false;
    if (isSomethingGoing() && !isSure(path, 'waits')) return false;
    const half = others.find(({ code }) => halfSaved.has(code));
    if (half && !isSure(path, `half ${half.message}`)) return false;
    if (conflicts.length > 0) problems.set(path, 'conflict', conflicts);
    else problems.set(path, 'problem', others);
    return false;
  };

  /** True while a file that is gone may come again: a notebook with a new name is no second one. */
  const isSomethingGoing = () => {
    const now = host.clock.monotonicMs();
    return [...doubts.values()].some(({ sign, since }) => sign === 'gone' && now - since < doubtMs + 50);
  };

  const told = (type: 'exported' | 'updated', from: string[], changes: Change[], since: number) => {
    if (changes.length === 0) return;
    const removed = changes.filter((change) => change.action === 'removed').map(({ path }) => path);
    const files = changes.filter((change) => change.action !== 'removed').map(({ path }) => path);
    const sources = from.filter((path) => path.endsWith(type === 'exported' ? '.ipynb' : '.ts'));
    const ms = host.clock.monotonicMs() - since;
    tell({ type, from: sources.length > 0 ? sources : from, files, removed, ms });
  };

  return { start, take };
}
