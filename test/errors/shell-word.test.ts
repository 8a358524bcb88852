import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellWord } from '../../lib/errors/index.ts';

test('shellWord() gives what a shell reads as one word, and leaves plain words alone', () => {
  const words = ['notebooks/a b.ipynb#c1', "it's", '$(touch x)', '`id`', 'ünï', '', '-n', '*', 'a"b', '~'];
  for (const word of words) {
    const { stdout } = spawnSync('sh', ['-c', `printf '<%s>' ${shellWord(word)}`], { encoding: 'utf8' });
    expect(stdout).toBe(`<${word}>`);
  }
  expect(shellWord('notebooks/train.ipynb')).toBe('notebooks/train.ipynb');
});
