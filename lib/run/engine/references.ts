import { readFileSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import type { Host } from '../../host/index.ts';
import type { GivenParameter } from '../parameters/arguments.ts';
import { ParameterReference, readReference } from '../parameters/reference.ts';
import { referenceKey } from './plain-references.ts';

const largestFile = 1024 * 1024; // bytes; what is larger is data, not a parameter

/** Reads what `env:NAME` and `file:PATH` stand for, and remembers it so that it can be kept out of everything else. */
export interface References {
  /** What was given, with a reference for each word that is one; paths are as the kernel will see them. */
  recognise: (given: Map<string, GivenParameter>) => Map<string, GivenParameter>;
  /** What a reference stands for. Throws `run-parameter-reference`. */
  textOf: (reference: ParameterReference) => string;
  /** All that has been read, but for what is plain. */
  secrets: (plain: ReadonlySet<string>) => string[];
}

/** References as the kernel of a run resolves them: with its environment and its folder. */
export function createReferences(
  surroundings: { env?: Record<string, string> | undefined; cwd?: string | undefined }, // of the kernel, as in RunOptions
  host: Pick<Host, 'env' | 'cwd'>,
): References {
  const kernelCwd = resolve(host.cwd(), surroundings.cwd ?? '.');
  const read = new Map<string, string>();
  const located = (reference: ParameterReference) =>
    reference.kind === 'env'
      ? reference
      : new ParameterReference({ ...reference, place: pathFrom(kernelCwd, resolve(host.cwd(), reference.place)) });
  return {
    recognise: (given) =>
      new Map(
        [...given].map(([name, argument]) => {
          const reference = 'word' in argument ? readReference(name, argument.word) : undefined;
          return [name, reference ? { value: located(reference) } : argument];
        }),
      ),
    textOf: (reference) => {
      const key = referenceKey(reference);
      const known = read.get(key);
      if (known !== undefined) return known;
      const env = { ...host.env, ...surroundings.env };
      const text = reference.kind === 'env' ? variable(reference, env) : fileText(reference, kernelCwd);
      read.set(key, text);
      return text;
    },
    secrets: (plain) => {
      const hidden = [...read].filter(([key, text]) => text !== '' && !plain.has(key));
      return [...new Set(hidden.map(([, text]) => text))];
    },
  };
}

/** A path from a folder: `./cert.pem`, `../keys/a`, or absolute on another drive. */
function pathFrom(folder: string, path: string): string {
  const way = relative(folder, path).replaceAll('\\', '/');
  return way.startsWith('..') || way.startsWith('/') || /^[A-Za-z]:/.test(way) ? way : `./${way}`;
}

function variable(reference: ParameterReference, env: Record<string, string | undefined>): string {
  const value = env[reference.place];
  if (value !== undefined) return value;
  throw new OctavoError('run-parameter-reference', `The environment has no variable ${reference.place}`, {
    hint: `${reference.place}=VALUE octavo run …   (for the text "${reference}" itself: -r)`,
  });
}

/** The text of a file without the line breaks at its end, as a shell's `$(cat FILE)` gives it. */
function fileText(reference: ParameterReference, folder: string): string {
  const path = resolve(folder, reference.place);
  const refuse = (reason: string, cause?: unknown) =>
    new OctavoError('run-parameter-reference', `${reference}: ${reason}`, {
      cause,
      hint: `for the text "${reference}" itself: -r NAME '${reference}'`,
    });
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) throw refuse(found ? 'it is not a file' : 'no such file');
  if (found.size > largestFile) throw refuse('the file is larger than 1 MiB: give its path as the parameter');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
      .decode(readFileSync(path))
      .replace(/[\r\n]+$/, '');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    throw refuse(
      code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not UTF-8 text' : `cannot be read (${code})`,
      cause,
    );
  }
}
