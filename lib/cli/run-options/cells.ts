import { parseEnv } from 'node:util';
import { OctavoError } from '../../errors/index.ts';
import { nodeHost } from '../../host/index.ts';
import type { OptionValue } from '../command.ts';
import { millisecondsOption, textOption } from '../run-arguments.ts';
import type { OptionGroup } from './group.ts';

/** Which cells run, how long and in what surroundings. */
export const cellOptions: OptionGroup = {
  options: {
    'from-cell': {
      type: 'string',
      value: 'CELL',
      help: 'begin at this cell: an id, the beginning of one, or its number [n]',
    },
    'to-cell': { type: 'string', value: 'CELL', help: 'end behind this cell' },
    tag: {
      type: 'string',
      multiple: true,
      value: 'TAG',
      help: 'run only cells with one of these tags (a,b or repeated)',
    },
    'skip-tag': { type: 'string', multiple: true, value: 'TAG', help: 'do not run cells with one of these tags' },
    timeout: { type: 'string', value: 'SECONDS', help: 'how long the whole run may take (no limit)' },
    seed: { type: 'string', value: 'N', help: 'the same N gives cells the same numbers of Math.random (OCTAVO_SEED)' },
    env: {
      type: 'string',
      multiple: true,
      value: 'NAME=VALUE',
      help: 'an environment variable for the cells; never written to the notebook',
    },
    mask: {
      type: 'boolean',
      help: 'mask secrets in outputs, parameters and records (the default); --no-mask shows them',
    },
    'env-from': { type: 'string', multiple: true, value: 'FILE', help: 'environment variables from a .env file' },
  },
  read: async (values) => ({
    select: {
      fromCell: textOption(values['from-cell']),
      toCell: textOption(values['to-cell']),
      tags: tagList('tag', values.tag),
      skipTags: tagList('skip-tag', values['skip-tag']),
    },
    runTimeoutMs: millisecondsOption('timeout', values.timeout),
    seed: seedOption(values.seed),
    env: await environment(values),
    ...(values.mask === false ? { mask: false } : {}),
  }),
};

/** `--tag a --tag b` and `--tag a,b` are the same: no tag holds a comma (nbformat). Throws `usage`. */
function tagList(name: string, value: OptionValue): string[] {
  const words = (value ?? []) as string[];
  return words.flatMap((word) => {
    const tags = word.split(',').map((tag) => tag.trim());
    if (!tags.includes('')) return tags;
    throw usage(`--${name} takes tags, not "${word}"`, `--${name} slow,network`);
  });
}

function seedOption(value: OptionValue): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,10}$/.test(String(value))) return Number(value);
  throw usage(`--seed takes a whole number from 0 to 4294967295, not "${value}"`, '--seed 1');
}

/** The variables of the files, later ones first, and above them those of --env. Throws `usage`, and `file-missing` and its like. */
async function environment(values: Record<string, OptionValue>): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const path of (values['env-from'] ?? []) as string[]) {
    Object.assign(all, parseEnv(await nodeHost.files.readText(path)));
  }
  for (const word of (values.env ?? []) as string[]) {
    const at = word.indexOf('=');
    // The word itself is not shown: whoever has forgotten the name has typed the value, which may be a secret.
    if (at < 1) throw usage('--env takes NAME=VALUE', '--env LOG_LEVEL=debug');
    Object.assign(all, { [word.slice(0, at)]: word.slice(at + 1) });
  }
  return all;
}

function usage(message: string, hint: string): OctavoError {
  return new OctavoError('usage', message, { exitCode: 2, hint });
}
