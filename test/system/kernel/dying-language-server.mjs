#!/usr/bin/env node
// TypeScript's server, which is killed when it has lived for a second.
import { spawn } from 'node:child_process';

const server = spawn(process.env.OCTAVO_TEST_LANGUAGE_SERVER, process.argv.slice(2), { stdio: 'inherit' });
setTimeout(() => server.kill('SIGKILL'), 1000);
server.on('exit', () => process.exit(9));
