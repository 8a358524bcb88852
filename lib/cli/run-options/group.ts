import type { RunOptions } from '../../run/run-options.ts';
import type { OptionSpec, OptionValue } from '../command.ts';

/** Some options of `octavo run` that belong together, and what they mean for the run. */
export interface OptionGroup {
  options: Record<string, OptionSpec>;
  read: (values: Record<string, OptionValue>) => RunOptions | Promise<RunOptions>; // throws `usage`
}
