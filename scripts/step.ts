import { spawn } from 'node:child_process';
import { availableParallelism, constants } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** One check of the project: a program that exits with 0 when all is well. */
export interface Step {
  name: string;
  args: string[]; // for this very Node
  show?: boolean; // its output goes to the terminal as it comes; otherwise only after a failure
}

export interface StepEnd {
  step: Step;
  code: number; // 128 + n for a signal; 127 when it could not be started
  output: string; // stdout and stderr as they came; '' when shown
  stdout: string; // '' when shown
  stderr: string; // '' when shown
  durationMs: number;
}

/** Runs one step to its end. Never rejects. */
export function runStep(step: Step, env: NodeJS.ProcessEnv = process.env): Promise<StepEnd> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, step.args, {
    cwd: root,
    env: step.show ? env : { ...env, NO_COLOR: '1', FORCE_COLOR: undefined },
    stdio: step.show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    stderr += text;
  });
  return new Promise((resolve) => {
    const end = (code: number) =>
      resolve({ step, code, output, stdout, stderr, durationMs: performance.now() - startedAt });
    child.on('error', (error) => {
      output += `${error.message}\n`;
      end(127);
    });
    child.on('close', (code, signal) => end(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
  });
}

/** Runs steps side by side, as many at once as there are cores; `onEnd` sees each as it ends. */
export async function runSteps(steps: Step[], onEnd: (end: StepEnd) => void): Promise<StepEnd[]> {
  const waiting = [...steps];
  const ends: StepEnd[] = [];
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const end = await runStep(step);
      ends.push(end);
      onEnd(end);
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work));
  return ends;
}

/** `ok    unit tests   3.1 s`, and below it what the step printed when it failed. */
export function formatStepEnd(end: StepEnd): string {
  const line = `${end.code === 0 ? 'ok    ' : 'FAILED'}  ${end.step.name.padEnd(22)} ${formatSeconds(end.durationMs)}\n`;
  return end.code === 0 ? line : `${line}${end.output.replace(/^(?=.)/gm, '  | ').trimEnd()}\n`;
}

export function formatSeconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}
