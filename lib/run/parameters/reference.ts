// Generated from notebooks/40_run/03_parameters/04_reference.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 401e0003 401e0005

// %% notebooks/40_run/03_parameters/04_reference.ipynb#401e0003 fe9cc829
import { OctavoError } from '../../errors/index.ts';

// %% notebooks/40_run/03_parameters/04_reference.ipynb#401e0005 c793d613
/** How the text of a reference becomes the value: it is the value, or it is read by a rule. */
export type ReferenceReading = 'text' | 'json' | 'bigint' | 'date' | 'int' | 'float' | 'bool';

/** A value that is read when the cell runs, from the environment or from a file. It never holds the value. */
export class ParameterReference {
  readonly kind: 'env' | 'file';
  readonly place: string; // name of a variable; a path as the kernel sees it
  readonly shown: string; // as it was given: env:DB_PASSWORD
  readonly reading: ReferenceReading;
  constructor(given: { kind: 'env' | 'file'; place: string; shown: string; reading?: ReferenceReading }) {
    this.kind = given.kind;
    this.place = given.place;
    this.shown = given.shown;
    this.reading = given.reading ?? 'text';
  }
  /** The same reference, read by another rule. */
  as(reading: ReferenceReading): ParameterReference {
    return new ParameterReference({ kind: this.kind, place: this.place, shown: this.shown, reading });
  }
  toString(): string {
    return this.shown;
  }
  toJSON(): string {
    return this.shown;
  }
}

/** The reference that a word of the command line is; undefined when it is a value. Throws `run-parameter-reference`. */
export function readReference(name: string, word: string): ParameterReference | undefined {
  const [, kind, place = ''] = /^(env|file):(?!\/\/)(.*)$/s.exec(word) ?? [];
  if (kind !== 'env' && kind !== 'file') return undefined;
  const isPlace = kind === 'env' ? /^[A-Za-z_]\w*$/.test(place) : place !== '' && !/[\0\r\n]/.test(place);
  if (isPlace) return new ParameterReference({ kind, place, shown: word });
  const what = kind === 'env' ? 'an environment variable' : 'a file';
  throw new OctavoError(
    'run-parameter-reference',
    `Parameter "${name}": ${JSON.stringify(word)} does not name ${what}`,
    {
      hint: `for a text that begins so: -r ${name} '${word}'`,
    },
  );
}
