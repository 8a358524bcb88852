import type { Writable } from 'node:stream';
import { startProcess } from '../../host/processes.ts';

/** Ends child processes once this process is gone, however it went: nothing of a process that is killed runs any more. */
export interface ChildGuard {
  hold: (pid: number) => void;
  free: (pid: number) => void;
  close: () => void; // nobody is held any more
}

/**
 * What the guard does: it notes whom it is told of, and when the pipe ends without a last word, ends them all, with their
 * groups and families. It starts no process of its own where /proc tells who is whose child.
 */
const script = `
trap '' HUP INT TERM
held=' '
while read -r word pid; do
  case $word in
    hold) held="$held$pid " ;;
    free) held="\${held%% $pid *} \${held#* $pid }" ;;
    done) exit 0 ;;
  esac
done
rows=
if [ -r /proc/self/stat ]; then
  for file in /proc/[0-9]*/stat; do
    { read -r stat < "$file"; } 2> /dev/null || continue
    rest=\${stat##*) }
    rest=\${rest#* }
    rows="$rows\${stat%% *}:\${rest%% *} "
  done
else
  rows=$(ps -A -o pid= -o ppid= | while read -r pid parent; do echo "$pid:$parent"; done)
fi
all=$held
grown=yes
while [ -n "$grown" ]; do
  grown=
  for row in $rows; do
    case $all in *" \${row%:*} "*) continue ;; esac
    case $all in *" \${row#*:} "*) all="$all\${row%:*} " grown=yes ;; esac
  done
done
for pid in $held; do kill -9 "-$pid"; done 2> /dev/null
for pid in $all; do kill -9 "$pid"; done 2> /dev/null
`;

/** Starts a guard: a shell, which is there in two milliseconds and needs two megabytes. None on Windows, which has no sh. */
export function startChildGuard(): ChildGuard | undefined {
  if (process.platform === 'win32') return undefined;
  const stdio: ('pipe' | 'ignore')[] = ['pipe', 'ignore', 'ignore'];
  const { child } = startProcess('/bin/sh', ['-c', script], { cwd: '/', env: process.env, stdio });
  const pipe = child.stdin as Writable & { unref: () => void };
  pipe.on('error', () => undefined); // there is no sh, or somebody has killed it: then there is no guard
  child.unref();
  pipe.unref();
  const tell = (line: string) => void pipe.write(`${line}\n`);
  return {
    hold: (pid) => tell(`hold ${pid}`),
    free: (pid) => tell(`free ${pid}`),
    close: () => void pipe.end('done\n'),
  };
}
