/** `npm run chaos -- --count 200 --jobs 4 --seed 7`: notebooks made by chance, with processes killed by chance. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '200' }, // how many notebooks
    seed: { type: 'string', default: String(Date.now() % 1_000_000) }, // of the first; the next has the next number
    jobs: { type: 'string', default: '4' }, // at once
  },
});
for (const [name, value] of Object.entries(values)) {
  if (/^\d+$/.test(value)) continue;
  process.stderr.write(`--${name} takes a whole number, not "${value}"\n`);
  process.exit(2);
}
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const words = ['run', '--project', 'system', '--maxConcurrency', values.jobs, 'test/system/chaos.test.ts'];
const env = { ...process.env, OCTAVO_CHAOS_COUNT: values.count, OCTAVO_CHAOS_SEED: values.seed };
const { status } = spawnSync(process.execPath, [vitest, ...words], { stdio: 'inherit', env });
process.exitCode = status ?? 1;
