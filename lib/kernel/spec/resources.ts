/**
 * The launcher in a kernelspec's folder, in words that Node 20 understands: Jupyter starts it with whatever `node` is
 * on PATH. It finds the Octavo nearest to the notebook, so that a kernelspec needs no absolute path.
 */
export const launcherSource = `// Written by \`octavo kernel install\`: finds Octavo and starts its kernel.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [connectionFile, installedBy] = process.argv.slice(2);
const starts = [process.cwd(), dirname(fileURLToPath(import.meta.url))];
const home = starts.map(nearestOctavo).find(Boolean) ?? (isOctavo(installedBy) ? installedBy : undefined);
if (home) {
  const program = join(home, 'bin', 'kernel.js');
  process.argv.splice(1, process.argv.length, program, connectionFile);
  await import(pathToFileURL(program).href);
} else {
  process.stderr.write(\`octavo kernel: no Octavo at or above \${starts.join(' or ')}; type: npm install octavo\\n\`);
  process.exitCode = 1;
}

/** The project itself, when it is Octavo, or the octavo that is installed in it or above it. */
function nearestOctavo(start) {
  for (let folder = start; ; folder = dirname(folder)) {
    const places = [folder, join(folder, 'node_modules', 'octavo')];
    const found = places.find(isOctavo);
    if (found || dirname(folder) === folder) return found;
  }
}

function isOctavo(folder) {
  if (!folder || !existsSync(join(folder, 'bin', 'kernel.js'))) return false;
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name === 'octavo';
  } catch {
    return false;
  }
}
`;

/** A sheet folded three times, and the letters TS. */
export const logoSource = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
  <path d="M6 8h52v48H6z" fill="#2f6f8f"/>
  <path d="M32 8v48M6 32h52M19 8v48M45 8v48" stroke="#fff" stroke-opacity=".35" stroke-width="1.5"/>
  <text x="32" y="44" font-family="sans-serif" font-size="30" font-weight="700" fill="#fff" text-anchor="middle">TS</text>
</svg>
`;
