import { expect, test } from 'vitest';
import { parseCommandLine } from '../../lib/cli/parse.ts';

const options = { flags: { type: 'string', help: 'a flag' } } as const;
const hintOf = (...args: string[]): string | undefined => {
  try {
    parseCommandLine(args, options, 'octavo test [options]');
  } catch (error) {
    return (error as { hint?: string }).hint;
  }
  return undefined;
};

test('a misspelt option is answered with what was meant, and one without its value with the usage', () => {
  expect(hintOf('--flag')).toBe('did you mean --flags?');
  expect(hintOf('--flags')).toBe('usage: octavo test [options]');
  expect(hintOf('--flags', 'slow')).toBeUndefined();
});

test('a value may begin with a dash, but a value that was forgotten is answered with how it would be written', () => {
  const yaml = {
    yaml: { type: 'string', short: 'y', multiple: true, help: 'text' },
    quiet: { type: 'boolean', help: '' },
  } as const;
  const given = (...args: string[]) => parseCommandLine(args, yaml, 'octavo test [options]');
  expect(given('-y', '---\na: 1', '--yaml', '-1', '-y--x', '--yaml=--quiet').values.yaml).toEqual([
    '---\na: 1',
    '-1',
    '--x',
    '--quiet',
  ]);
  expect(given('-y', '-', '--quiet').values).toEqual({ yaml: ['-'], quiet: true });
  expect(given('--', '-y', '-1').positionals).toEqual(['-y', '-1']);
  expect(hintOf('--flags', '-1')).toBeUndefined();
  expect(hintOf('--flags', '--flags')).toBe('--flags=--flags');
  expect(() => given('-y', '--no-quiet')).toThrow(expect.objectContaining({ hint: '--yaml=--no-quiet' }));
});

test('a parameter that is typed as an assignment is answered with its two words', () => {
  const pair = { parameters: { type: 'pair', short: 'p', help: 'a parameter' } } as const;
  const typed =
    (...args: string[]) =>
    () =>
      parseCommandLine(args, pair, 'octavo test [options]');
  expect(typed('-p', 'name=a b')).toThrow(expect.objectContaining({ hint: "--parameters name 'a b'" }));
  expect(typed('-p', 'name')).toThrow(expect.objectContaining({ hint: 'usage: octavo test [options]' }));
  expect(typed('-p', 'name', 'a=b')).not.toThrow();
});
