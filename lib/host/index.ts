/** Everything that touches the machine: files, processes, clock, git. Plain TypeScript (not generated). */
export { refuseUnchangeable } from './changeable.ts';
export { type Clock, steadyClock, systemClock } from './clock.ts';
export { type FileStamp, type Files, isTemporaryOf, nodeFiles } from './files.ts';
export { type GitState, readGitState } from './git.ts';
export { type GitChange, type GitFiles, gitFiles } from './git-files.ts';
export { type Host, nodeHost } from './host.ts';
export { inParallel } from './in-parallel.ts';
export { isProcessGone, processIdentity } from './process-identity.ts';
export {
  type ChildProcess,
  isAlive,
  type ProcessEnd,
  readCommand,
  type StartOptions,
  signalGroup,
  startProcess,
} from './processes.ts';
export { findProject, type Project, shownPath, soundProject } from './project.ts';
export { type FileChange, finishReplacing, replaceTogether } from './replace-together.ts';
export { type ProgramOptions, type ProgramResult, runProgram } from './run-program.ts';
export { octavoVersion, programStamp } from './version.ts';
export { findFiles } from './walk.ts';
