import type { Host, ProcessEnd } from '../../host/index.ts';
import type { KernelInfo } from '../client/handshake.ts';
import { endWithThisProcess, forgetGroup, type KernelProcess } from '../client/kernel-process.ts';
import { connectSession, type Session } from '../client/session.ts';
import { sessionEnvironment } from '../client/session-environment.ts';
import { awaitStart, type SessionOptions } from '../client/start.ts';
import { OutputTail } from '../client/tail.ts';
import type { EvaluatorProcess, EvaluatorSurroundings } from '../front/evaluator-process.ts';
import { Front } from '../front/front.ts';
import { kernelInfo } from '../front/kernel-info.ts';
import { SessionLanguage, warmSessionLanguage } from '../front/session-language.ts';
import { typesSettings } from '../front/types-setting.ts';
import type { Language } from '../language/language.ts';
import type { KernelSpec } from '../spec/kernel-spec.ts';
import { openLocalChannels } from './local-channels.ts';

/** What a local session is made of, besides what every session is. */
export interface LocalOptions extends SessionOptions {
  startEvaluator: (surroundings: EvaluatorSurroundings) => EvaluatorProcess;
  language?: Language | undefined; // that checks the cells; one of its own unless given
}

/**
 * Starts Octavo's own kernel with its front in this process: no sockets, no connection file, and one process fewer. What a
 * session does is the same. Throws `kernel-start-failed` and `kernel-start-timeout`.
 */
export async function startLocalSession(spec: KernelSpec, options: LocalOptions, host: Host): Promise<Session> {
  const { cwd } = options;
  const env = { ...host.env, ...spec.env, ...sessionEnvironment(options), ...options.env };
  const evaluator = options.startEvaluator({ cwd, env });
  const types = typesSettings(cwd, env);
  const language = options.language ?? ownLanguage(cwd, env);
  const output = new OutputTail();
  const { promise: ended, resolve: end } = Promise.withResolvers<ProcessEnd>();
  const channels = openLocalChannels();
  let killed: ProcessEnd | undefined; // how the evaluator ended, when a signal ended it
  void evaluator.ended.then((how) => {
    if (how.signal) killed = how;
  });
  const front = new Front({
    ...{ evaluator, language, types, sockets: channels.front },
    say: (text) => output.add(text),
    left: (code) => end(killed ?? { code, signal: undefined }),
  });
  const launched = kernelProcess(evaluator, front, ended, output);
  const session = await connectSession(spec, launched, ({ onMessage }) => {
    channels.connect({ front: (channel, message) => front.take(channel, message), client: onMessage });
    return channels.client;
  });
  try {
    await awaitStart(spec, launched, options, front.started);
    return session.open(kernelInfo() as unknown as KernelInfo);
  } catch (error) {
    front.abandon();
    await launched.discard();
    throw error;
  }

  function ownLanguage(folder: string, environment: typeof env): Language {
    const isChecked = types.ofFolder(folder) !== 'off';
    return isChecked ? warmSessionLanguage(folder, environment) : new SessionLanguage(folder, environment);
  }
}

/** A front and its evaluator, as a client sees a kernel's process. */
function kernelProcess(
  evaluator: EvaluatorProcess,
  front: Front,
  ended: Promise<ProcessEnd>,
  output: OutputTail,
): KernelProcess {
  const { pid } = evaluator;
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  if (pid !== undefined) endWithThisProcess(pid);
  return {
    pid,
    ended,
    output,
    hasEnded: () => hasEnded,
    signal: (signal) => {
      if (signal === 'SIGINT') front.interrupt();
      else if (signal === 'SIGTERM') void front.leave(143, 200);
      else evaluator.kill();
    },
    discard: async () => {
      evaluator.kill();
      await ended;
      if (pid !== undefined) forgetGroup(pid);
    },
  };
}
