/** Which Octavo and which Node the scripts in a repository start. */
export interface LaunchPlace {
  launchers: string[]; // of Octavo, tried in this order: relative to the top of the worktree, or absolute
  node: string; // absolute; the one on the PATH is taken where it is gone
}

/** How the entries in the git config start the script, wherever the repository is moved to. git runs them at the top of a worktree. */
export const launchCommand = 'sh "$(git rev-parse --git-common-dir)/octavo/run"';

/**
 * The script in the git folder that finds the project's Octavo, without the network and without the PATH. Where it finds
 * none, what git asked for is done without Octavo: contents pass as they are, texts are merged line by line; only a
 * commit is held up, because nobody would see what it has in it.
 */
export function launchScript({ launchers, node }: LaunchPlace): string {
  return `#!/bin/sh
# Written by \`octavo hooks install\`; \`octavo hooks remove\` takes it away.
node=${quoted(node)}
[ -x "$node" ] || node=node
for octavo in ${launchers.map(quoted).join(' ')}; do
  [ -f "$octavo" ] || continue
  "$node" "$octavo" "$@"
  code=$?
  case "$1 $2" in # 1 from a filter: nothing was answered; 2 and more from a merge: nothing was merged
    "hooks filter") [ "$code" -eq 1 ] || exit "$code" ;;
    merge*) [ "$code" -gt 1 ] || exit "$code" ;;
    *) exit "$code" ;;
  esac
  found=yes
  break
done
if [ -z "$found" ]; then
  echo "octavo: this repository uses Octavo for its notebooks, and there is none here" >&2
  echo "  try: npm install   (or: git config --remove-section filter.octavo, to do without)" >&2
fi
case "$1 $2" in
  "hooks filter") printf '0016git-filter-server\\n000eversion=2\\n00000000'; exec cat >/dev/null ;; # it can do nothing
  "hooks check") echo "  the commit was not made; without the check: git commit --no-verify" >&2 ;;
  "hooks textconv") exec cat "$3" ;;
  "clean --stdin") exec cat ;;
  merge*) exec git merge-file "$3" "$2" "$4" ;;
esac
exit 1
`;
}

/** A word that a shell takes as it is. Windows' paths are written with \`/\`, which its programs take too. */
function quoted(word: string): string {
  const plain = /^[A-Za-z]:\\/.test(word) ? word.replaceAll('\\', '/') : word;
  return `'${plain.replaceAll("'", "'\\''")}'`;
}
