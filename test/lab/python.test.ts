import { afterEach, beforeEach, expect, test } from 'vitest';
import { findPython } from '../../lib/lab/index.ts';
import { type FakeMachine, fakeMachine } from './fake-python.ts';

let machine: FakeMachine;

beforeEach(() => {
  machine = fakeMachine();
});
afterEach(() => machine.remove());

test('findPython() says that there is no Python, and what to do', async () => {
  await expect(findPython(machine.host)).rejects.toMatchObject({
    code: 'lab-python-missing',
    message: expect.stringContaining('none on the PATH'),
    hint: expect.stringContaining('OCTAVO_PYTHON='),
  });
});

test.each(['[3, 9, 18]', '[2, 7, 18]'])(
  'findPython() refuses version %s as too old, by its number',
  async (version) => {
    machine.addPython('python3', { version });
    await expect(findPython(machine.host)).rejects.toMatchObject({
      code: 'lab-python-too-old',
      message: expect.stringContaining(JSON.parse(version).join('.')),
    });
  },
);

test.each([
  ['["venv"]', 'ensurepip'],
  ['[]', 'venv and ensurepip'],
])('findPython() says what a Python with only %s lacks', async (modules, lacking) => {
  machine.addPython('python3', { modules });
  await expect(findPython(machine.host)).rejects.toMatchObject({
    code: 'lab-python-without-venv',
    message: expect.stringContaining(`without ${lacking}`),
    hint: expect.stringContaining('apt install python3.11-venv'),
  });
});

test('findPython() goes on to the first name that fits', async () => {
  machine.addPython('python3', { version: '[3, 9, 2]' });
  machine.addPython('python3.12', { version: '[3, 12, 1]', modules: '["venv"]' });
  machine.addPython('python3.10', { version: '[3, 10, 14]' });
  expect(await findPython(machine.host)).toEqual({ command: 'python3.10', version: '3.10.14' });
});

test('findPython() takes the one that OCTAVO_PYTHON names, and no other', async () => {
  machine.addPython('python3');
  const named = machine.addPython('my-python', { version: '[3, 13, 0]' });
  machine.host.env.OCTAVO_PYTHON = named;
  expect(await findPython(machine.host)).toEqual({ command: named, version: '3.13.0' });
  machine.host.env.OCTAVO_PYTHON = `${named}-typo`;
  await expect(findPython(machine.host)).rejects.toMatchObject({
    code: 'lab-python-missing',
    message: expect.stringContaining(`${named}-typo`),
  });
});
