import type { OptionGroup } from './group.ts';

/** Which cells run, how long and in what surroundings. */
export const cellOptions: OptionGroup = {
  options: {},
  read: () => ({}),
};
