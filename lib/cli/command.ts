import type { ParseArgsOptionsConfig } from 'node:util';

export interface OptionSpec {
  type: 'string' | 'boolean' | 'pair'; // `pair` takes two words, as papermill's -p NAME VALUE does; it may be repeated
  short?: string;
  multiple?: boolean;
  value?: string; // what the value is called in --help, as `FILE`
  help: string;
  hidden?: boolean;
  opposite?: string; // another way to say --no-<name>
  synonyms?: string[]; // other spellings of the name
}

export type OptionValue = string | boolean | (string | boolean)[] | [string, string][] | undefined;

export interface ParsedArguments {
  values: Record<string, OptionValue>;
  positionals: string[];
}

/** Where a command writes: results on `out`, progress and messages on `err`. */
export interface Io {
  out: (text: string) => void;
  err: (text: string) => void;
  isTerminal: boolean; // whether `err` is a terminal
  columns: number; // width of that terminal, 80 when it is none
  tableColumns?: number | undefined; // width of the terminal that `out` is; undefined when it is none
}

export interface Command {
  summary: string; // one line, for the list of commands
  usage: string; // `octavo run INPUT [OUTPUT] [options]`
  description?: string; // paragraphs for --help
  options: Record<string, OptionSpec>; // --help and --json are added to every command
  examples: string[]; // each a command line that works
  run: (parsed: ParsedArguments, io: Io) => Promise<number>; // the exit code
}

/** The part of the options that node:util's parseArgs understands. */
export function parseArgsOptions(options: Record<string, OptionSpec>): ParseArgsOptionsConfig {
  const config: ParseArgsOptionsConfig = {};
  for (const [name, option] of Object.entries(options)) {
    if (option.type === 'pair') continue;
    config[name] = { type: option.type, multiple: option.multiple ?? false };
    if (option.short) config[name].short = option.short;
  }
  return config;
}
