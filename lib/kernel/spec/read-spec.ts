import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import type { Host } from '../../host/index.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../notebook/json/json.ts';
import type { KernelSpec } from './kernel-spec.ts';

/** Reads the kernel.json of a kernelspec's folder. Throws `kernel-spec-invalid`. */
export async function readKernelSpec(folder: string, host: Host): Promise<KernelSpec> {
  const file = join(folder, 'kernel.json');
  const text = await host.files.readText(file).catch((cause) => {
    throw new OctavoError('kernel-spec-invalid', `Cannot read ${file}`, { cause });
  });
  let content: JsonValue;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new OctavoError('kernel-spec-invalid', `${file} is not JSON: ${(cause as Error).message}`, { cause });
  }
  const argv = isJsonObject(content) ? content.argv : undefined;
  if (!isJsonObject(content) || !isTextList(argv) || argv.length === 0) {
    throw new OctavoError('kernel-spec-invalid', `${file} has no "argv", which says how to start the kernel`);
  }
  const name = basename(folder).toLowerCase();
  return {
    name,
    displayName: typeof content.display_name === 'string' ? content.display_name : name,
    language: typeof content.language === 'string' ? content.language.toLowerCase() : '',
    argv: [ownPython(argv[0] as string, folder), ...argv.slice(1)],
    env: textEntries(content.env),
    interruptMode: content.interrupt_mode === 'message' ? 'message' : 'signal',
    resourceFolder: folder,
    metadata: isJsonObject(content.metadata) ? content.metadata : {},
  };
}

/**
 * A bare `python` means the one of the environment that the spec is installed in: that one has the kernel. Jupyter
 * reads it so too, as its own interpreter.
 */
function ownPython(command: string, folder: string): string {
  if (!/^python[\d.]*$/.test(command)) return command;
  const prefix = join(folder, '..', '..', '..', '..');
  const places = [join(prefix, 'bin', command), join(prefix, 'python.exe'), join(prefix, 'Scripts', 'python.exe')];
  return places.find((place) => existsSync(place)) ?? command;
}

function isTextList(value: JsonValue | undefined): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function textEntries(value: JsonObject[string]): Record<string, string> {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));
}
