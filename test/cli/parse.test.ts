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
