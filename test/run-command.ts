import { main } from '../lib/cli/main.ts';

/** Runs `octavo` in this process and keeps what it prints. */
export async function runCommand(words: string[]): Promise<{ code: number; out: string; err: string }> {
  const printed = { out: '', err: '' };
  const code = await main(words, {
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
    isTerminal: false,
    columns: 80,
  });
  return { code, ...printed };
}
