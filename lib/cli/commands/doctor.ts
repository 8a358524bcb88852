import { OctavoError } from '../../errors/index.ts';
import { type Examination, examineProject } from '../../project/doctor/examine-project.ts';
import type { Command } from '../command.ts';
import { formatJson } from '../json.ts';

export const command: Command = {
  summary: 'look for what is missing or out of step in a project, and say what to type',
  usage: 'octavo doctor [FOLDER]',
  description: [
    'Looks at the runtime, the packages and the lock file, the doors of package.json, the library and its notebooks, the',
    'kernel for JupyterLab, git and its hooks. Each finding comes with the command that mends it, to be typed in the',
    'folder of the project. Changes nothing and asks no network. Exit 1 when something is broken; warnings do not count.',
  ].join('\n'),
  options: {},
  examples: ['octavo doctor', 'octavo doctor --json'],
  run: async ({ values, positionals }, io) => {
    if (positionals.length > 1) {
      const hint = `usage: ${command.usage}`;
      throw new OctavoError('usage', `one word too many: ${positionals[1]}`, { exitCode: 2, hint });
    }
    const examination = await examineProject(positionals[0]);
    io.out(values.json ? formatJson(examination) : format(examination));
    return examination.broken > 0 ? 1 : 0;
  },
};

function format({ findings, checks, broken, root }: Examination): string {
  const lines = findings.flatMap(({ level, code, sentence, command: mend, hint }) => {
    const typed = mend ?? hint;
    return [
      `${level.padEnd(8)} ${code}: ${sentence}`,
      ...(typed ? [`         ${mend ? 'type' : 'try'}: ${typed}`] : []),
    ];
  });
  const warnings = findings.filter(({ level }) => level === 'warning').length;
  const well = checks.filter(({ ok }) => ok).map(({ check }) => check);
  const summary = `${root}: ${broken} broken, ${count(warnings, 'warning')}; well: ${well.join(', ')}`;
  return `${[...lines, summary].join('\n')}\n`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
