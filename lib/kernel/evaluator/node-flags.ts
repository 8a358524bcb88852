/**
 * What Node must be started with to be an evaluator. Stopping a loop inside a timer leaves Node's stack of async contexts
 * one too deep, and by default Node aborts when it notices.
 */
export const evaluatorNodeFlags = ['--no-force-async-hooks-checks'];
