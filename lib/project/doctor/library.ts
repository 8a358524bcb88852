import { join } from 'node:path';
import { isOctavoError, type OctavoError } from '../../errors/index.ts';
import type { Host } from '../../host/index.ts';
import { updateProject } from '../../library/update/update-project.ts';
import { type Check, exists, type Finding } from './finding.ts';

const mostTold = 10;
const editedCode = 'library-module-edited';

/** The library must be what the notebooks export. */
export const checkDrift: Check = async ({ project, host, exported }): Promise<Finding[]> => {
  if (!(await exists(join(project.root, project.notebooks), host))) {
    const sentence = `there is no folder ${project.notebooks}/ for the notebooks`;
    return [{ code: 'notebooks-missing', level: 'warning', sentence, command: `mkdir ${project.notebooks}` }];
  }
  try {
    const { changes, problems } = await exported();
    if (problems.length > 0)
      return [...problemFindings(problems), ...(await editFindings(problems, project.root, host))];
    if (changes.length === 0) return [];
    const paths = changes.map(({ path }) => path);
    const some = `${paths.slice(0, 5).join(', ')}${paths.length > 5 ? ` and ${paths.length - 5} more` : ''}`;
    const sentence = `${project.lib}/ is not what the notebooks export: ${some}`;
    return [{ code: 'library-behind', level: 'broken', sentence, command: 'npx octavo export' }];
  } catch (error) {
    if (!isOctavoError(error)) throw error;
    return problemFindings([error]);
  }
};

function problemFindings(problems: OctavoError[]): Finding[] {
  const others = problems.filter(({ code }) => code !== editedCode);
  const findings = others.slice(0, mostTold).map(({ message, hint }): Finding => {
    return { code: 'library-problem', level: 'broken', sentence: message, hint };
  });
  if (others.length > mostTold) {
    const sentence = `${others.length - mostTold} more problems in the notebooks`;
    findings.push({ code: 'library-problem', level: 'broken', sentence, hint: 'octavo export --check' });
  }
  return findings;
}

/** Modules edited by hand: `octavo update` brings that to the notebooks, unless these say something else by now. */
async function editFindings(problems: OctavoError[], root: string, host: Host): Promise<Finding[]> {
  const edited = problems.find(({ code }) => code === editedCode);
  if (!edited) return [];
  const { refused } = await updateProject({ root, write: false }, host);
  if (refused.length === 0) {
    const sentence = `modules were edited by hand, and their notebooks do not know: ${edited.message}`;
    return [{ code: 'library-edited', level: 'broken', sentence, command: 'npx octavo update' }];
  }
  return refused.slice(0, mostTold).map(({ problem }) => {
    const sentence = problem.message.split('\n')[0] as string;
    return { code: 'library-conflict', level: 'broken', sentence, hint: problem.hint };
  });
}

/** JupyterLab finds the kernel of a project in .octavo/jupyter. */
export const checkKernel: Check = async ({ project, host }): Promise<Finding[]> => {
  const kernels = join(project.root, '.octavo', 'jupyter', 'kernels');
  const there = await Promise.all(['octavo', 'tslab'].map((name) => exists(join(kernels, name, 'kernel.json'), host)));
  if (there.includes(true)) return [];
  const sentence = 'the kernel is not installed for JupyterLab in this project; octavo lab does it by itself';
  return [{ code: 'kernel-missing', level: 'warning', sentence, command: 'npx octavo kernel install' }];
};
