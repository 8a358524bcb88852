import { OctavoError, suggest } from '../../errors/index.ts';
import type { OptionValue } from '../command.ts';
import type { OptionGroup } from './group.ts';

const engines = ['kernel', 'in-process'] as const;
const typesSettings = ['error', 'warn', 'off'] as const;

/** What evaluates the cells. */
export const engineOptions: OptionGroup = {
  options: {
    engine: {
      type: 'string',
      value: 'ENGINE',
      help: 'what evaluates the cells: kernel (the default), or in-process, which is the fastest',
    },
    types: {
      type: 'string',
      value: 'SETTING',
      help: 'type errors of a cell: error (the default), warn or off; before OCTAVO_TYPES and package.json',
    },
  },
  read: (values) => ({
    engine: values.engine === 'nbclient' ? 'kernel' : oneOf('engine', engines, values.engine), // papermill's only one
    types: oneOf('types', typesSettings, values.types),
  }),
};

function oneOf<Word extends string>(name: string, words: readonly Word[], value: OptionValue): Word | undefined {
  if (value === undefined) return undefined;
  const given = String(value);
  const known = words.find((word) => word === given);
  if (known) return known;
  throw new OctavoError('usage', `No --${name} is called "${given}"; there are: ${words.join(', ')}`, {
    exitCode: 2,
    hint: `--${name} ${suggest(given, words) ?? words[0]}`,
  });
}
