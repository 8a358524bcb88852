import { parseArgs } from 'node:util';
import { OctavoError, shellWord, suggest } from '../errors/index.ts';
import { type OptionSpec, type OptionValue, type ParsedArguments, parseArgsOptions } from './command.ts';

/** Splits a command line by the options of its command. Throws `usage` (exit 2) with what was probably meant. */
export function parseCommandLine(args: string[], options: Record<string, OptionSpec>, usage: string): ParsedArguments {
  const { rest, pairs } = takePairs(args, options, usage);
  const words = withJoinedValues(withUsualSpellings(rest, options), options);
  try {
    const { values, positionals } = parseArgs({
      args: words,
      options: parseArgsOptions(options),
      allowPositionals: true,
      allowNegative: true,
      strict: true,
    });
    return { values: { ...(values as Record<string, OptionValue>), ...pairs }, positionals };
  } catch (cause) {
    const message = (cause as Error).message.split(/\.\s/)[0] ?? '';
    const typed = /'(--?[^' ]+)/.exec(message)?.[1]?.replace(/^-+/, '');
    const isKnown = typed !== undefined && Object.hasOwn(options, typed); // then its value is what is amiss
    const near = typed && !isKnown && suggest(typed, Object.keys(options));
    throw new OctavoError('usage', message, {
      exitCode: 2,
      hint: near ? `did you mean --${near}?` : `usage: ${usage}`,
    });
  }
}

/** Writes the synonyms of options as the options themselves; what comes behind `--` is no option. */
function withUsualSpellings(args: string[], options: Record<string, OptionSpec>): string[] {
  const spellings = new Map<string, string>();
  for (const [name, { opposite, synonyms = [] }] of Object.entries(options)) {
    if (opposite) spellings.set(opposite, `no-${name}`);
    for (const synonym of synonyms) spellings.set(synonym, name);
  }
  const end = args.indexOf('--');
  return args.map((arg, at) => {
    const [, typed, rest] = /^--([^=]+)(.*)$/s.exec(arg) ?? [];
    const name = typed === undefined || (end >= 0 && at > end) ? undefined : spellings.get(typed);
    return name === undefined ? arg : `--${name}${rest}`;
  });
}

/**
 * Writes `--kernel -x` as `--kernel=-x`: the word behind an option that takes one is its value, also when it begins with a dash
 * (source: click 8, of papermill). Throws `usage` when that word is an option of the command: then the value was forgotten.
 */
function withJoinedValues(args: string[], options: Record<string, OptionSpec>): string[] {
  const takers = new Map<string, string>();
  for (const [name, { type, short }] of Object.entries(options)) {
    if (type !== 'string') continue;
    takers.set(`--${name}`, `--${name}`);
    if (short) takers.set(`-${short}`, `--${name}`);
  }
  const joined: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] as string;
    if (arg === '--') return [...joined, ...args.slice(index)];
    const value = args[index + 1];
    const name = value === undefined ? undefined : takers.get(arg);
    if (name === undefined || value === undefined) joined.push(arg);
    else {
      if (isOption(value, options)) {
        throw new OctavoError('usage', `${arg} takes a value; one that reads like an option is joined to it by =`, {
          exitCode: 2,
          hint: `${name}=${shellWord(value)}`,
        });
      }
      joined.push(`${name}=${value}`);
      index++;
    }
  }
  return joined;
}

/** Whether a word is an option of the command, in any spelling. */
function isOption(word: string, options: Record<string, OptionSpec>): boolean {
  const [, long] = /^--(?:no-)?([^=]+)/.exec(word) ?? [];
  if (long !== undefined) return Object.hasOwn(options, long);
  const [, letter] = /^-([^-])$/.exec(word) ?? [];
  return letter !== undefined && Object.values(options).some(({ short }) => short === letter);
}

/** Takes the options of two words out of a command line; they keep their order. */
function takePairs(args: string[], options: Record<string, OptionSpec>, usage: string) {
  const names = new Map<string, string>();
  for (const [name, option] of Object.entries(options)) {
    if (option.type !== 'pair') continue;
    names.set(`--${name}`, name);
    if (option.short) names.set(`-${option.short}`, name);
  }
  const rest: string[] = [];
  const pairs: Record<string, [string, string][]> = {};
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] as string;
    if (arg === '--') {
      rest.push(...args.slice(index));
      break;
    }
    // `-plr 1` and `--parameters=lr 1` are papermill's too.
    const [, joined, inside] = /^(-[^-]|--[^=]+=)(.+)$/s.exec(arg) ?? [];
    const joinedName = joined && names.get(joined.replace(/=$/, ''));
    const name = joinedName ?? names.get(arg);
    if (name === undefined) {
      rest.push(arg);
      continue;
    }
    const [key, value] = joinedName ? [inside, args[index + 1]] : [args[index + 1], args[index + 2]];
    if (key === undefined || value === undefined) {
      const [, assigned, to] = /^([^=]+)=(.+)$/s.exec(key ?? '') ?? []; // `-p epochs=5`, as other programs have it
      const hint = assigned && to ? `--${name} ${shellWord(assigned)} ${shellWord(to)}` : `usage: ${usage}`;
      throw new OctavoError('usage', `${arg} takes a name and a value`, { exitCode: 2, hint });
    }
    pairs[name] = [...(pairs[name] ?? []), [key, value]];
    index += joinedName ? 1 : 2;
  }
  return { rest, pairs };
}
