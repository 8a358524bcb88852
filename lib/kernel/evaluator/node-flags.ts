/**
 * What Node must be started with to be an evaluator. Stopping a loop inside a timer leaves Node's stack of async contexts
 * one too deep, and by default Node aborts when it notices. A project's package.json need not say that it has modules: a
 * cell that imports a file is not the place to hear of it.
 */
export const evaluatorNodeFlags = ['--no-force-async-hooks-checks', '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'];
