/** Octavo's HTTP server, on Fastify. Plain TypeScript (not generated). Import it by `await import`, so that Fastify loads late. */
export { createServer, type ServerOptions } from './create-server.ts';
export { whenParentEnds } from './parent.ts';
export { type RunningServer, type StartServerOptions, startServer } from './start-server.ts';
