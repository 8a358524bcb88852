import { join } from 'node:path';
import { isOctavoError, OctavoError } from '../../errors/index.ts';
import { findProject, type Host, type Project } from '../../host/index.ts';

/** A package.json, as much of it as Octavo reads. Nothing in it is trusted to have these types. */
export interface Manifest {
  [field: string]: unknown;
  name?: string;
  version?: string;
  exports?: unknown;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** The project at or above a folder, and its package.json. Throws `project-missing` and `project-manifest-invalid`. */
export async function readProject(
  folder: string,
  host: Host,
): Promise<{ project: Project; manifest: Manifest; text: string }> {
  const project = findProject(folder);
  const path = join(project.root, 'package.json');
  const text = await host.files.readText(path).catch((cause) => {
    if (!isOctavoError(cause) || cause.code !== 'file-missing') throw cause;
    throw new OctavoError('project-missing', `There is no package.json at or above ${project.root}`, {
      hint: 'octavo new NAME',
    });
  });
  return { project, manifest: parseManifest(text, path), text };
}

/** Reads the text of a package.json; whatever is no table of words where one belongs is left out. */
export function parseManifest(text: string, path: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new OctavoError('project-manifest-invalid', `${path} is not JSON: ${(cause as Error).message}`, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new OctavoError('project-manifest-invalid', `${path} holds no JSON object`);
  }
  const manifest: Manifest = { ...value };
  for (const field of tables) if (!isTable(manifest[field])) delete manifest[field];
  return manifest;
}

const tables = ['scripts', 'dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;

function isTable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string');
}
