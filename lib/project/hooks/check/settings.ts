import { OctavoError, suggest } from '../../../errors/index.ts';
import type { Project } from '../../../host/index.ts';

/** What the check before a commit looks for. */
export const checkNames = ['clean', 'export', 'secrets', 'size'] as const;

export type CheckName = (typeof checkNames)[number];

/** What a project says about the check: "octavo": { "hooks": { … } } in package.json. */
export interface CheckSettings {
  skip: CheckName[];
  maxFileMegabytes: number;
  allowSecrets: string[]; // fingerprints, files, and folders that end with `/`
}

/** Reads the settings of a project. Throws `hooks-setting-unknown`. */
export function readCheckSettings(project: Project): CheckSettings {
  const settings: CheckSettings = { skip: [], maxFileMegabytes: 5, allowSecrets: [] };
  const said = project.settings?.hooks;
  if (said === undefined) return settings;
  const names = Object.keys(settings);
  for (const [name, value] of Object.entries(typeof said === 'object' && said !== null ? said : { hooks: said })) {
    const isList = Array.isArray(value) && value.every((one) => typeof one === 'string');
    if (name === 'maxFileMegabytes' && typeof value === 'number' && value > 0) settings.maxFileMegabytes = value;
    else if (name === 'allowSecrets' && isList) settings.allowSecrets = value;
    else if (name === 'skip' && isList && value.every(isCheckName)) settings.skip = value;
    else {
      const near = suggest(name, names);
      const hint =
        near === name
          ? `skip takes some of ${checkNames.join(', ')}; maxFileMegabytes a number`
          : near
            ? `did you mean "${near}"?`
            : `one of: ${names.join(', ')}`;
      throw new OctavoError(
        'hooks-setting-unknown',
        `"octavo": { "hooks": … } of package.json says nothing with "${name}"`,
        { hint },
      );
    }
  }
  return settings;
}

function isCheckName(word: string): word is CheckName {
  return (checkNames as readonly string[]).includes(word);
}
