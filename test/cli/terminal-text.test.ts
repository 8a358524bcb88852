import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { terminalText } from '../../lib/cli/terminal-text.ts';

test('terminalText() keeps colours, line ends and progress, and nothing else that a terminal obeys', () => {
  const kept = '\u001b[1;31mred\u001b[0m\ta – ü 😀\r\n\r\u001b[K12 of 20\n';
  expect(terminalText(kept)).toBe(kept);
  const hostile = [
    '\u001b]52;c;aGk=\u0007',
    '\u001b]0;title\u001b\\',
    '\u001b[2J',
    '\u001b[1A',
    '\u009b2J',
    'a\rb',
    '\u202e',
  ];
  for (const text of hostile) expect(terminalText(text)).toMatch(/^[^\p{Cc}\u202e]+$/u);
});

test('what is said on stderr of a file with an odd name is harmless', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'octavo-terminal-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const launcher = join(import.meta.dirname, '../../bin/octavo.js');
  const words = [launcher, 'clean', '\u001b]52;c;aGk=\u0007.ipynb'];
  const { stderr } = spawnSync(process.execPath, words, { cwd, encoding: 'utf8' });
  expect(stderr).toContain('52;c;aGk=');
  expect(stderr).not.toMatch(/(?!\n)\p{Cc}/u);
});
