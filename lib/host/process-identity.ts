import { readFileSync, readlinkSync } from 'node:fs';

/**
 * What tells a process from a later one of the same id: on Linux the boot, the process namespace (a container has its
 * own ids) and the start in clock ticks; '' where the system does not say.
 */
export function processIdentity(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const namespace = readlinkSync(`/proc/${pid}/ns/pid`).replace(/\D/g, '');
    return `${boot}/${namespace}/${startTicks(pid)}`;
  } catch {
    return '';
  }
}

/** Tells whether the process that was recorded by id and identity is gone for sure. */
export function isProcessGone(pid: number, identity: string): boolean {
  try {
    return isGone(pid, identity);
  } catch {
    return true; // it went while we looked
  }
}

function isGone(pid: number, identity: string): boolean {
  const [boot, namespace, ticks] = identity.split('/');
  const [ourBoot, ourNamespace] = processIdentity(process.pid).split('/');
  if (!boot || !ourBoot) return !exists(pid);
  if (boot !== ourBoot) return true; // the machine was restarted
  if (namespace !== ourNamespace) return false; // another container: its ids mean nothing here
  return !exists(pid) || isZombie(pid) || startTicks(pid) !== ticks;
}

/** As `isAlive` of its sibling, which would load the means to start processes into every program that logs. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Fields 3 (state) and 22 (start time) of /proc/PID/stat; the second field may hold spaces and brackets. */
function statFields(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function startTicks(pid: number): string {
  return statFields(pid)[19] ?? '';
}

function isZombie(pid: number): boolean {
  return statFields(pid)[0] === 'Z';
}
