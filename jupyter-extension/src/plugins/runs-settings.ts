import type { ISettingRegistry } from '@jupyterlab/settingregistry';

/** What `schema/runs.json` lets a person set. */
export interface RunsSettings {
  readonly columns: readonly string[]; // empty: Octavo's choice
  readonly isLive: boolean;
}

export const defaultRunsSettings: RunsSettings = { columns: [], isLive: true };

/** Reads the settings of the panel, now and on every change. Without a registry, or when it fails, the defaults hold. */
export async function watchRunsSettings(
  registry: ISettingRegistry | null,
  id: string,
  take: (settings: RunsSettings) => void,
): Promise<void> {
  const settings = await registry?.load(id).catch(() => null);
  if (!settings) return;
  const read = () => {
    const { columns, live } = settings.composite;
    take({
      columns: Array.isArray(columns) ? columns.filter((column) => typeof column === 'string') : [],
      isLive: live !== false,
    });
  };
  settings.changed.connect(read);
  read();
}
