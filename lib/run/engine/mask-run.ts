import { resolve } from 'node:path';
import type { Host } from '../../host/index.ts';
import { hasTag } from '../../notebook/index.ts';
import type { JsonObject } from '../../notebook/json/index.ts';
import { plainValue } from '../parameters/parameter-values.ts';
import { ParameterReference } from '../parameters/reference.ts';
import { maskEnvironment } from '../secrets/inherited-mask.ts';
import { createMask, type Mask, noMask, secretValues } from '../secrets/mask.ts';
import { referenceKey } from './plain-references.ts';
import type { PreparedRun } from './prepare.ts';

/** A prepared run of which everything may be shown, but for the sources that are really run. */
export interface MaskedRun {
  prepared: PreparedRun;
  mask: Mask;
  sources: ReadonlyMap<string, string>; // from the text of a cell as it is shown to the one that is run
  env: Record<string, string>; // what the kernel is told of it, for what its cells record themselves
}

/** Hides the secrets among the parameters of a run, and makes the mask for what its cells will put out. */
export function maskRun(
  prepared: PreparedRun,
  options: {
    mask?: boolean | undefined;
    env?: Record<string, string> | undefined;
    cwd: string; // of the kernel, absolute
    warn: (message: string) => void;
  },
  host: Host,
): MaskedRun {
  const sources = new Map<string, string>();
  if (options.mask === false) return { prepared, mask: noMask, sources, env: maskEnvironment('off') };
  const mask = createMask([...prepared.secrets, ...secretValues({ ...host.env, ...options.env })]);
  const cells = prepared.notebook.cells.map((cell) => {
    if (!hasTag(cell, 'injected-parameters')) return cell;
    const source = mask.text(cell.source);
    if (source === cell.source) return cell;
    sources.set(source, cell.source);
    return { ...cell, source };
  });
  if (sources.size > 0) {
    options.warn(
      'a parameter looks like a secret: it is masked in the notebook and the records (-p NAME env:VARIABLE keeps it out)',
    );
  }
  if (prepared.output !== undefined && mask.text(prepared.output) !== prepared.output) {
    options.warn('the path of the executed notebook holds what looks like a secret: a file name is seen by everybody');
  }
  const parameters = prepared.parameters && shownParameters(prepared.parameters, mask);
  const notebook = { ...prepared.notebook, cells };
  const references = Object.values(prepared.parameters ?? {}).filter((value) => value instanceof ParameterReference);
  const hidden = references.filter((reference) => !prepared.plain.has(referenceKey(reference)));
  const places = hidden.map(({ kind, place }) => ({
    kind,
    place: kind === 'env' ? place : resolve(options.cwd, place),
  }));
  return {
    ...{ prepared: { ...prepared, notebook, parameters, defaults: mask.value(prepared.defaults) }, mask, sources },
    env: maskEnvironment(places),
  };
}

function shownParameters(parameters: Record<string, unknown>, mask: Mask): Record<string, unknown> {
  const plain = plainValue(parameters) as JsonObject;
  const shown = mask.value(plain);
  return JSON.stringify(shown) === JSON.stringify(plain) ? parameters : shown;
}
