import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { display, kernelDoor, newDisplay } from '../../kernel/display.ts';
import { type SessionScope, setLiveSlot, setSlot } from '../../kernel/evaluator/variables/session-scope.ts';
import { alert, confirm, input, inputDoor, prompt, StdinNotImplementedError } from '../../kernel/input.ts';

const displays = { display, newDisplay, input, prompt, confirm, alert };

/** The names that cells have without an import, in the order in which a scope must get them. */
export const builtInNames = [...Object.keys(displays), 'require', '__dirname', '__filename'];

/** Gives a scope what cells have on the kernel: what is displayed goes nowhere, and nobody answers a question. */
export function declareBuiltIns(scope: SessionScope, { file, folder }: { file: string; folder: string }): void {
  Object.assign(globalThis, { [kernelDoor]: silentDisplay, [inputDoor]: nobody });
  for (const [name, value] of Object.entries(displays)) {
    scope.declared.set(name, 'var');
    setSlot(scope, name, value);
  }
  const require = requireOf(file);
  const ofModule = { require: () => require, __dirname: () => folder, __filename: () => file };
  for (const [name, get] of Object.entries(ofModule)) {
    scope.declared.set(name, 'var');
    setLiveSlot(scope, name, get);
  }
}

const silentDisplay = { display: () => {}, clearOutput: () => {}, cell: () => silentDisplay, whenCellEnds: () => {} };

const unanswered = () => new StdinNotImplementedError('nobody can answer: a test takes no input');
const nobody = {
  ask: () => Promise.reject(unanswered()),
  askNow: () => {
    throw unanswered();
  },
};

/** The `require` of cells, which knows Octavo's own tslab as imports do. */
function requireOf(file: string): NodeJS.Require {
  const require = createRequire(file);
  const own = (id: string): unknown => require(id === 'tslab' ? ownTslab : id);
  return Object.assign(own, require);
}

const ownTslab = fileURLToPath(new URL(`../../kernel/tslab${extname(import.meta.filename)}`, import.meta.url));
