import type { EvaluatorEvent } from './protocol.ts';

let outlet: (event: EvaluatorEvent) => void = () => undefined;

/** Says where events go from now on. */
export function sendEventsTo(send: (event: EvaluatorEvent) => void): void {
  outlet = send;
}

/** Sends an event to the front. Returns when it has left: a slow reader slows the cell, and nothing piles up. */
export function sendEvent(event: EvaluatorEvent): void {
  outlet(event);
}
