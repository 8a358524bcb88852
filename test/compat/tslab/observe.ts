import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import type { Message } from '../../../lib/kernel/wire/message.ts';
import type { BareKernel, Executed } from '../bare-kernel.ts';
import type { Step } from './corpus.ts';

const offersLimitMs = 20_000; // only a kernel that never comes to it is waited for as long
const abortWindowMs = 250; // for 200 ms after an error stock tslab answers `abort` to whatever comes, and longer on a busy machine
const mostAborts = 20;

/**
 * Takes a step and says in a few words what came of it. What the two kernels never do alike is made alike, and has cases
 * of its own: tslab prints the last expression and its errors, Octavo sends `execute_result` and `error`.
 */
export async function observe(kernel: BareKernel, step: Step, project: string): Promise<string> {
  if (typeof step === 'string') return describe(await run(kernel, step));
  if ('ends' in step) return (await run(kernel, step.ends)).reply.status === 'ok' ? 'well' : 'fails';
  if ('shown' in step) return describe(await run(kernel, step.shown), asIs);
  if ('wire' in step) return messageTypes((await run(kernel, step.wire)).messages);
  if ('dies' in step) return await observeDeath(kernel, step.dies);
  if ('interrupt' in step) return await observeInterrupt(kernel, step.interrupt);
  if ('write' in step) return writeFile(join(project, step.write), step.text);
  if ('isComplete' in step) {
    return String((await kernel.ask('is_complete_request', { code: step.isComplete }))?.status);
  }
  if ('complete' in step) return await observeCompletion(kernel, step.complete, step.offers);
  const reply = await kernel.ask('inspect_request', { ...cursorIn(step.inspect), detail_level: 0 });
  const text = stripVTControlCharacters(String((reply?.data as { 'text/plain'?: string })?.['text/plain'] ?? ''));
  return `says ${step.says.filter((words) => text.includes(words)).join(', ')}`;
}

/** A kernel whose compiler is only just starting may have nothing to offer yet: it is asked again. */
async function observeCompletion(kernel: BareKernel, text: string, wanted: string[]): Promise<string> {
  for (const startedAt = performance.now(); ; await sleep(100)) {
    const reply = await kernel.ask('complete_request', cursorIn(text));
    const matches = Array.isArray(reply?.matches) ? reply.matches : [];
    const offers = wanted.filter((name) => matches.includes(name));
    if (offers.length === wanted.length || performance.now() - startedAt > offersLimitMs)
      return `offers ${offers.join(', ')}`;
  }
}

/** Runs a cell; once more when the kernel did not take it, because it has not done with the error before. */
async function run(kernel: BareKernel, code: string): Promise<Executed> {
  for (let attempt = 1; ; attempt++) {
    const executed = await kernel.execute(code);
    if (executed.reply.status !== 'ok') await sleep(abortWindowMs);
    if (!wasAborted(executed.reply) || attempt === mostAborts) return executed;
  }
}

const wasAborted = ({ status }: Executed['reply']) => status === 'aborted' || status === 'abort';

const asIs = (text: string) => text;
const withoutQuotes = (text: string) => text.replace(/^(['"`])([^\n]*)\1$/, '$2'); // tslab prints a text itself

function describe({ reply, messages }: Executed, show = withoutQuotes): string {
  if (reply.status === 'ok') return outputsOf(messages, true, show);
  const output = outputsOf(messages, false, show);
  return [output, failureOf(reply, messages)].filter((part) => part !== '').join('\n');
}

/** Printed text as it is, what went to stderr behind `stderr:`, displays as `[type data]`, updates as `[update type data]`. */
function outputsOf(messages: Message[], withErrors: boolean, show: (text: string) => string): string {
  let text = '';
  for (const { header, content } of messages) {
    const isError = header.msg_type === 'stream' && content.name === 'stderr';
    if (isError && withErrors) text += `stderr:${content.text}`;
    else if (header.msg_type === 'stream' && !isError) text += content.text;
    else if (header.msg_type === 'display_data') text += `[${bundle(content.data)}]`;
    else if (header.msg_type === 'update_display_data') text += `[update ${bundle(content.data)}]`;
    else if (header.msg_type === 'execute_result')
      text += `${show(String((content.data as Record<string, unknown>)['text/plain']))}\n`;
  }
  return stripVTControlCharacters(text).trimEnd();
}

function bundle(data: unknown): string {
  const all = Object.entries(data as Record<string, unknown>);
  const entries = all.length > 1 ? all.filter(([type]) => type !== 'text/plain') : all; // Octavo adds a text to all else
  return entries
    .map(([type, value]) => `${type} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
}

/** `does not check: 1:7` with the places of all type errors, or `fails: ` with the first line of what was thrown. */
function failureOf(reply: Executed['reply'], messages: Message[]): string {
  if (wasAborted(reply)) return 'aborted';
  const error = messages.find(({ header }) => header.msg_type === 'error')?.content;
  const printed = messages.filter(({ header, content }) => header.msg_type === 'stream' && content.name === 'stderr');
  const text = error
    ? stripVTControlCharacters((error.traceback as string[]).join('\n'))
    : stripVTControlCharacters(printed.map(({ content }) => content.text).join(''));
  if (error?.ename === 'TypeCheckError') return `does not check: ${placesIn(placesInTraceback(text))}`;
  const places = error ? [] : placesInPrint(text);
  if (places.length > 0) return `does not check: ${placesIn(places)}`;
  const said = error
    ? [error.ename === 'Uncaught' ? '' : error.ename, error.evalue].filter((part) => part !== '').join(': ')
    : text;
  return `fails: ${thrownLine(said)}`;
}

/** Node puts the place and the line before an error that it prints whole, and a blank line behind them. */
function thrownLine(text: string): string {
  const lines = text.split('\n');
  const isPlace = /^\S+:\d+$/.test(lines[0] ?? '');
  return (isPlace ? lines[lines.indexOf('') + 1] : lines[0]) ?? '';
}

/** Of one place that several messages are about, one: TypeScript 5 and 7 word and count them in their own ways. */
function placesIn(places: string[]): string {
  return [...new Set(places)].join(' ');
}

function placesInPrint(text: string): string[] {
  return [...text.matchAll(/^(?:\S+ )?(\d+:\d+) - /gm)].map(([, place]) => place as string);
}

function placesInTraceback(text: string): string[] {
  return [...text.matchAll(/^ {2}In \[\d+\] line (\d+:\d+)$/gm)].map(([, place]) => place as string);
}

function messageTypes(messages: Message[]): string {
  const types = messages.map(({ header, content }) =>
    header.msg_type === 'status' ? String(content.execution_state) : header.msg_type + typesIn(content.data),
  );
  return types.filter((type, index) => type !== types[index - 1]).join(' ');
}

/** ` (text/html, text/plain)` */
function typesIn(data: unknown): string {
  return typeof data === 'object' && data !== null ? ` (${Object.keys(data).sort().join(', ')})` : '';
}

/** With which code the kernel ends, whether it answers the cell before or not. */
async function observeDeath(kernel: BareKernel, code: string): Promise<string> {
  const over = new AbortController();
  kernel.execute(code).catch(() => undefined);
  const limit = sleep(stopLimitMs, 'lives on', { signal: over.signal }).catch(() => '');
  const death = kernel.died.then(({ code: exitCode, signal }) => `kernel ends with ${exitCode ?? signal}`);
  return await Promise.race([death, limit]).finally(() => over.abort());
}

const stopLimitMs = 10_000;

async function observeInterrupt(kernel: BareKernel, code: string): Promise<string> {
  const over = new AbortController();
  const begun = Promise.withResolvers<void>();
  const executed = kernel.execute(code, begun.resolve);
  await begun.promise;
  await sleep(500); // its first line has long run by then
  await kernel.interrupt();
  const limit = sleep(stopLimitMs, 'does not stop', { signal: over.signal }).catch(() => '');
  const result = await Promise.race([executed.then(({ reply }) => `stops: ${reply.status}`), limit]);
  over.abort();
  executed.catch(() => undefined); // the kernel may be stopped instead
  await sleep(abortWindowMs);
  return result;
}

function cursorIn(text: string): { code: string; cursor_pos: number } {
  const at = text.indexOf('|');
  return { code: text.slice(0, at) + text.slice(at + 1), cursor_pos: at };
}

function writeFile(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return '';
}
