import type { Command, OptionSpec } from './command.ts';
import { commandList } from './commands.ts';

export const everyCommandOptions: Record<string, OptionSpec> = {
  json: { type: 'boolean', help: 'print the result as JSON' },
  help: { type: 'boolean', short: 'h', help: 'show this help' },
};

/** The text of `octavo --help`. */
export function formatOverview(version: string): string {
  const width = Math.max(...commandList.map((entry) => entry.name.length));
  const rows = commandList.map((entry) => `  ${entry.name.padEnd(width)}  ${entry.summary}`);
  return [
    `octavo ${version}: notebook-driven development for TypeScript`,
    '',
    'Usage: octavo COMMAND [arguments] [options]',
    '',
    ...rows,
    '',
    'Try:   octavo run notebook.ipynb out.ipynb -p epochs 5',
    'More:  octavo COMMAND --help',
    '',
  ].join('\n');
}

/** The text of `octavo COMMAND --help`. */
export function formatCommandHelp(command: Command): string {
  const options = Object.entries({ ...command.options, ...everyCommandOptions }).filter(([, option]) => !option.hidden);
  const labels = options.map(([name, option]) => optionLabel(name, option));
  const width = Math.max(...labels.map((label) => label.length));
  const rows = options.map(([, option], index) => `  ${(labels[index] as string).padEnd(width)}  ${option.help}`);
  return [
    command.summary,
    '',
    `Usage: ${command.usage}`,
    ...(command.description ? ['', command.description.trim()] : []),
    '',
    'Options:',
    ...rows,
    '',
    command.examples.length > 1 ? 'Examples:' : 'Example:',
    ...command.examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}

function optionLabel(name: string, option: OptionSpec): string {
  const value = option.type === 'pair' ? ' NAME VALUE' : option.type === 'string' ? ` ${option.value ?? 'VALUE'}` : '';
  return `${option.short ? `-${option.short}, ` : '    '}--${name}${value}`;
}
