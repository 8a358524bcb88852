// Generated from notebooks/20_notebook/18_clean/01_volatile.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0c1803 5d0c1805 5d0c1806 5d0c1808 5d0c1809 5d0c180c

// %% notebooks/20_notebook/18_clean/01_volatile.ipynb#5d0c1803 1e42dcc5
import { OctavoError, suggest } from '../../errors/index.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json/json.ts';

// %% notebooks/20_notebook/18_clean/01_volatile.ipynb#5d0c1805 6ec09edd
/** What `octavo clean` takes out, by the name of the rule. */
export const cleanRules = {
  counts: 'Execution counts: of cells, of their outputs, and where a traceback says them (`In[3]`).',
  addresses: 'Memory addresses in what a program printed: `<Model at 0x7f12ab>` becomes `<Model>`.',
  processes: 'Process ids and counters of Node: `(node:4711)`, the async ids of a timer, the ids of blob URLs.',
  paths:
    'Absolute paths: those of the project become relative, those of a home folder begin with `~`, those of the temporary folder with `$TMPDIR`.',
  times: 'When a cell ran and how long it took, as Jupyter, papermill and Colab note it in the metadata.',
  versions: 'Versions of the kernel and the tools that ran the notebook, and which interpreter an editor chose.',
  runs: 'The id of the recorded run, and ids that Colab gives to cells and authors.',
  view: 'How the notebook was last looked at: outputs scrolled or collapsed, headings folded.',
} as const;

/** The name of a rule. */
export type CleanRule = keyof typeof cleanRules;

// %% notebooks/20_notebook/18_clean/01_volatile.ipynb#5d0c1806 fd0b68f4
/** The metadata that a rule takes out: `notebook`, `cell` or `output`, then the keys, joined by dots. @internal */
export const volatileMetadata: Partial<Record<CleanRule, readonly string[]>> = {
  times: [
    ...['duration', 'start_time', 'end_time'].flatMap((key) => [`notebook.papermill.${key}`, `cell.papermill.${key}`]),
    ...['cell.execution', 'cell.ExecuteTime', 'cell.executionInfo'],
  ],
  versions: [
    ...['notebook.language_info.version', 'notebook.papermill.version', 'notebook.octavo.version'],
    'notebook.vscode.interpreter',
  ],
  runs: ['notebook.octavo.run_id', 'notebook.colab.authorship_tag', 'cell.outputId'],
  view: [
    'cell.collapsed',
    'cell.scrolled',
    'cell.trusted',
    'cell.heading_collapsed',
    'cell.jp-MarkdownHeadingCollapsed',
  ],
};

// %% notebooks/20_notebook/18_clean/01_volatile.ipynb#5d0c1808 ae1dea93
/** What becomes of outputs: all stay, none do, or those of cells with the directive `keep` (`lesson`). */
export type CleanOutputs = 'keep' | 'clear' | 'lesson';

/** What a project says about cleaning. */
export interface CleanSettings {
  outputs: CleanOutputs;
  keep: readonly string[]; // rules, and keys of metadata as `cell.execution`
  remove: readonly string[]; // keys of metadata, also without a rule
  upgrade: boolean; // bring notebooks of nbformat 4.0 to 4.4 to 4.5
}

/**
 * Reads the settings (the part "octavo": { "clean": … } of a package.json, or flags); what is not said has its default.
 * Throws `clean-setting-unknown` with what was probably meant.
 */
export function readCleanSettings(value: JsonValue | undefined): CleanSettings {
  const settings: CleanSettings = { outputs: 'keep', keep: [], remove: [], upgrade: false };
  if (value === undefined) return settings;
  if (!isJsonObject(value)) throw _unknown(`"clean" is no object`, `"octavo": { "clean": { "outputs": "keep" } }`);
  for (const [name, said] of Object.entries(value)) {
    if (said === undefined) continue;
    if (name === 'outputs') settings.outputs = _oneOf(name, said, ['keep', 'clear', 'lesson'] as const);
    else if (name === 'upgrade' && typeof said === 'boolean') settings.upgrade = said;
    else if (name === 'keep' || name === 'remove') settings[name] = _places(name, said);
    else
      throw _unknown(
        `"${name}": ${JSON.stringify(said)} says nothing to octavo clean`,
        _near(name, Object.keys(settings)),
      );
  }
  return settings;
}

// %% notebooks/20_notebook/18_clean/01_volatile.ipynb#5d0c1809 c2d5e049
/** A word out of some. */
function _oneOf<Word extends string>(name: string, said: JsonValue, words: readonly Word[]): Word {
  const found = words.find((word) => word === said);
  if (found) return found;
  throw _unknown(`${JSON.stringify(said)} is no value of "${name}"`, `one of: ${words.join(', ')}`);
}

/** A list of rules and keys. */
function _places(name: string, said: JsonValue): string[] {
  const list = Array.isArray(said) ? said : [said];
  for (const place of list) {
    if (typeof place === 'string' && /^(notebook|cell|output)\../.test(place)) {
      if (name === 'remove' && /^cell\.tags(\.|$)/.test(place))
        throw _unknown('tags are never removed: papermill finds the parameters by one', 'leave out "cell.tags"');
      continue;
    }
    if (typeof place === 'string' && Object.hasOwn(cleanRules, place)) continue;
    throw _unknown(
      `"${name}" names ${JSON.stringify(place)}, which is no rule`,
      _near(String(place), Object.keys(cleanRules)),
    );
  }
  return list as string[];
}

/** What was probably meant, else what there is. */
function _near(word: string, words: string[]): string {
  const near = suggest(word, words);
  return near ? `did you mean "${near}"?` : `one of: ${words.join(', ')}`;
}

/** The error for a setting that there is not. */
function _unknown(message: string, hint: string): OctavoError {
  return new OctavoError('clean-setting-unknown', `Cannot clean: ${message}`, { hint });
}

// %% notebooks/20_notebook/18_clean/01_volatile.ipynb#5d0c180c e634db07
/** Which keys of metadata go, each with the name under which it is counted. @internal */
export function volatileKeys(settings: Pick<CleanSettings, 'keep' | 'remove'>): Map<string, string> {
  const keys = new Map<string, string>();
  for (const [rule, places] of Object.entries(volatileMetadata)) {
    if (!settings.keep.includes(rule)) for (const place of places) keys.set(place, rule);
  }
  for (const place of settings.remove) if (place.includes('.')) keys.set(place, 'metadata');
  for (const place of settings.keep) keys.delete(place);
  return keys;
}

/** An object without the keys that go; `place` is where it stands, as `cell`. @internal */
export function withoutKeys(
  value: JsonObject,
  place: string,
  keys: ReadonlyMap<string, string>,
  count: (rule: string) => void,
): JsonObject {
  let result: JsonObject | undefined;
  for (const [key, part] of Object.entries(value)) {
    const at = `${place}.${key}`;
    const rule = keys.get(at);
    const shorter =
      rule === undefined && isJsonObject(part) && _isAbove(at, keys) ? withoutKeys(part, at, keys, count) : part;
    if (rule === undefined && Object.is(shorter, part)) continue; // also for NaN
    if (rule !== undefined) count(rule);
    result ??= { ...value };
    if (rule !== undefined || Object.keys(shorter as JsonObject).length === 0) delete result[key];
    else result[key] = shorter;
  }
  return result ?? value;
}

/** Whether some key that goes lies below a place. */
function _isAbove(place: string, keys: ReadonlyMap<string, string>): boolean {
  for (const key of keys.keys()) if (key.startsWith(`${place}.`)) return true;
  return false;
}
