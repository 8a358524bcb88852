import type { OptionGroup } from './group.ts';

/** What evaluates the cells. */
export const engineOptions: OptionGroup = {
  options: {},
  read: () => ({}),
};
