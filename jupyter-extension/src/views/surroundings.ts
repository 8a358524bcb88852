import type { Changes } from './api/changes.ts';
import type { OctavoClient } from './api/client.ts';

/** What a view asks of the page it is shown in: JupyterLab today, a page of its own later. */
export interface Surroundings {
  readonly client: OctavoClient;
  readonly changes: Changes;
  readonly theme: Theme;
  readonly words: Words;
  openRun(runId: string, name: string): void;
  openRuns(): void;
  openNotebook(path: string, place?: { cellId: string; line?: number | undefined }): void; // path relative to the project
  copyText(text: string): void;
}

/** Light or dark, and news of a switch. */
export interface Theme {
  readonly isLight: () => boolean;
  readonly onChange: (listener: () => void) => () => void; // returns what stops it
}

/** Translates what people read; `%1`, `%2` stand for the arguments (JupyterLab's TranslationBundle fits). */
export interface Words {
  __(text: string, ...values: (string | number)[]): string;
  _n(singular: string, plural: string, count: number, ...values: (string | number)[]): string;
}
