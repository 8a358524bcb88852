import { expect, test } from 'vitest';
import fc from '../property.ts';
import { cellRunner, outcomeOf } from './cells.ts';
import { randomOptions, randomTimeoutMs } from './random-options.ts';

/** What a session should know of one name: no cell declared it while `kind` is undefined. */
interface Known {
  kind: 'const' | 'let' | 'var' | 'function' | 'class' | undefined;
  value: string;
}

type Action =
  | { does: 'declare'; kind: 'const' | 'let' | 'var'; name: string; value: number }
  | {
      does: 'declare-function' | 'declare-class' | 'fail-before' | 'fail-after' | 'read' | 'type' | 'remember';
      name: string;
    }
  | { does: 'assign'; name: string; value: number }
  | { does: 'ask'; which: number }; // a reader that an earlier cell remembered

// `escape` is a global: a name that is read before any cell declares it.
const name = fc.constantFrom('x', 'y', 'z', 'escape', 'later');
const value = fc.nat(99);
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ does: fc.constant('declare' as const), kind: fc.constantFrom('const', 'let', 'var'), name, value }),
  fc.record({ does: fc.constantFrom('declare-function', 'declare-class', 'fail-before', 'fail-after'), name }),
  fc.record({ does: fc.constantFrom('read', 'type', 'remember'), name }),
  fc.record({ does: fc.constant('assign' as const), name, value }),
  fc.record({ does: fc.constant('ask' as const), which: fc.nat(9) }),
);

/** What the language says of names, were each cell to declare them anew. */
function model() {
  const names = new Map<string, Known>();
  const readers: string[] = [];
  const knownOf = (name: string): Known =>
    names.get(name) ?? { kind: undefined, value: name === 'escape' ? '[Function: escape]' : '' };
  const read = (name: string): string => knownOf(name).value || `ReferenceError: ${name} is not defined`;
  const declare = (name: string, kind: Known['kind'], value: string) => names.set(name, { kind, value });

  /** The cell of an action, and what it should come to. */
  function expected(action: Action): [cell: string, outcome: string] {
    switch (action.does) {
      case 'declare':
        declare(action.name, action.kind, String(action.value));
        return [`${action.kind} ${action.name} = ${action.value}; [${action.name}]`, `[ ${action.value} ]`];
      case 'declare-function':
        declare(action.name, 'function', `[Function: ${action.name}]`);
        return [`const before = typeof ${action.name}; function ${action.name}() {}; before`, "'function'"];
      case 'declare-class':
        declare(action.name, 'class', `[class ${action.name}]`);
        return [`class ${action.name} {}`, 'undefined'];
      case 'fail-before':
        return [`throw 'early'; const ${action.name} = -1`, "thrown 'early'"];
      case 'fail-after':
        declare(action.name, 'let', '-2');
        return [`let ${action.name} = -2; throw 'late'; const never = 1`, "thrown 'late'"];
      case 'read':
        return [action.name, read(action.name)];
      case 'type': {
        const value = read(action.name);
        const type = /^\[(Function|class)/.test(value) ? 'function' : value.startsWith('Ref') ? 'undefined' : 'number';
        return [`typeof ${action.name}`, `'${type}'`];
      }
      case 'remember':
        readers.push(action.name);
        return [`readers.push(() => ${action.name}); readers.length`, String(readers.length)];
      case 'ask': {
        const asked = readers[action.which % Math.max(1, readers.length)];
        if (asked === undefined) return ['0', '0'];
        return [`readers[${action.which % readers.length}]()`, read(asked)];
      }
      case 'assign':
        return [`${action.name} = ${action.value}`, assigned(action.name, action.value)];
    }
  }

  function assigned(name: string, value: number): string {
    const { kind } = knownOf(name);
    if (kind === undefined) return `ReferenceError: ${name} is not defined`;
    if (kind === 'const') return 'TypeError: Assignment to constant variable.';
    names.set(name, { kind, value: String(value) });
    return String(value);
  }

  return expected;
}

/** Assigning to a global changes it for everybody: not here. */
function isFair(actions: Action[]): boolean {
  let declared = false;
  return actions.every((one) => {
    if ('name' in one && one.name === 'escape' && /^declare|fail-after/.test(one.does)) declared = true;
    return one.does !== 'assign' || one.name !== 'escape' || declared;
  });
}

test(
  'names that cells declare again and again are what the last of them made them, for all functions',
  async () => {
    const actions = fc.array(action, { minLength: 2, maxLength: 40, size: 'max' }).filter(isFair);
    await fc.assert(
      fc.asyncProperty(actions, async (actions) => {
        const { run } = cellRunner();
        const expected = model();
        await run('const readers: (() => unknown)[] = []');
        const story: string[] = [];
        for (const action of actions) {
          const [cell, outcome] = expected(action);
          story.push(cell);
          expect(await outcomeOf(run(cell)), story.join('\n// %%\n')).toBe(outcome);
        }
      }),
      randomOptions,
    );
  },
  randomTimeoutMs,
);
