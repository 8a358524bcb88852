import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../notebook/json/json.ts';
import type { EvaluatorCommand, EvaluatorEvent } from '../evaluator/protocol.ts';
import { isTooDeep } from './source-limits.ts';

type EventOf<Type> = Extract<EvaluatorEvent, { type: Type }>;
type QueryAnswer = EventOf<'completeness'> | EventOf<'members'>;

/** What is asked of the evaluator and has one answer. */
export class Queries {
  readonly #waiting = new Map<number, (answer: QueryAnswer) => void>();
  readonly #send: (command: EvaluatorCommand) => void;
  readonly #newRequest: () => number;

  constructor(send: (command: EvaluatorCommand) => void, newRequest: () => number) {
    this.#send = send;
    this.#newRequest = newRequest;
  }

  /** The content of is_complete_reply. */
  async completeness(code: string): Promise<JsonObject> {
    if (isTooDeep(code)) return { status: 'invalid' };
    const answer = await this.#ask((request) => ({ type: 'is-complete', request, code }));
    const { status, indent } = answer as EventOf<'completeness'>;
    return status === 'incomplete' ? { status, indent } : { status };
  }

  /** Members of a living value, or variables. Undefined when the evaluator has no time, because a loop runs. */
  async members(chain: string[], limitMs: number): Promise<EventOf<'members'>['members'] | undefined> {
    const over = new AbortController();
    const asked = this.#ask((request) => ({ type: 'members', request, chain }));
    const answer = await Promise.race([asked, sleep(limitMs, undefined, over).catch(() => undefined)]);
    over.abort();
    return (answer as EventOf<'members'> | undefined)?.members;
  }

  /** Takes an event that is an answer; tells whether it was one. */
  take(event: EvaluatorEvent): boolean {
    if (event.type !== 'completeness' && event.type !== 'members') return false;
    this.#waiting.get(event.request)?.(event);
    this.#waiting.delete(event.request);
    return true;
  }

  #ask(command: (request: number) => EvaluatorCommand): Promise<QueryAnswer> {
    const request = this.#newRequest();
    return new Promise((resolve) => {
      this.#waiting.set(request, resolve);
      this.#send(command(request));
    });
  }
}
