import { createServer } from '../../../lib/track/server/create-server.ts';

// Prints the names of the runs of the store argv[2] as the server tells them.
const app = await createServer({ root: '/', storePath: process.argv[2] as string, token: 'x' });
const { runs } = (await app.inject({ url: '/api/octavo/runs?token=x', headers: { host: 'localhost' } })).json();
console.log(JSON.stringify(runs.map((run: { name: string }) => run.name)));
await app.close();
