import { buildPackage } from '../../project/build/build-package.ts';
import { publishManifest, restoreManifest } from '../../project/manifest/swap-manifest.ts';
import type { Command } from '../command.ts';
import { formatJson } from '../json.ts';
import { stoppable } from '../signals.ts';

export const command: Command = {
  summary: 'make a package of the library: JavaScript, declarations, source maps that lead to the cells',
  usage: 'octavo build [--publish | --restore] [options]',
  description: [
    'Compiles lib/ to dist/ with the TypeScript that Octavo brings, under the settings of the project. Source maps lead',
    'back to the notebook cells, so that an error in an installed package names notebook, cell and line. --publish and',
    '--restore are for the scripts prepack and postpack of package.json: npm pack then packs a manifest whose exports',
    'lead to dist/, and the one of the project is back when it has ended.',
  ].join('\n'),
  options: {
    publish: { type: 'boolean', help: 'build, then put the package.json of the package in place of the project’s' },
    restore: { type: 'boolean', help: 'build nothing; put the package.json of the project back' },
    'dry-run': { type: 'boolean', help: 'write nothing; say what would be built' },
  },
  examples: ['octavo build', 'octavo build --json'],
  run: async ({ values }, io) => {
    if (values.restore) {
      const restored = await restoreManifest();
      if (values.json) io.out(formatJson({ restored }));
      else if (restored) io.err('package.json is the one of the project again\n');
      return 0;
    }
    const write = values['dry-run'] !== true;
    const built = await stoppable(({ signal }) => buildPackage({ write, signal }));
    for (const path of built.stale) io.err(`octavo: ${path} is not what its notebook exports; its map leads to lib/\n`);
    const note = built.written ? '' : ' (not written)';
    const line = `${built.modules} modules in ${built.folder}/, ${built.mapped} with maps to their cells${note}\n`;
    if (values.json) io.out(formatJson(built));
    else if (values.publish)
      io.err(line); // stdout belongs to npm pack --json
    else io.out(line);
    if (values.publish && built.written) await publishManifest();
    return 0;
  },
};
