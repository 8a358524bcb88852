import type { IThemeManager } from '@jupyterlab/apputils';
import { onPageTheme } from '../plotly/page-theme.ts';
import type { Theme } from '../views/surroundings.ts';

/** JupyterLab's theme as the views see it; without a theme manager, as the page is marked. */
export function themeOf(manager: IThemeManager | null): Theme {
  return {
    isLight: () => (manager?.theme ? manager.isLight(manager.theme) : document.body.dataset.jpThemeLight !== 'false'),
    // The marks change when the colours are there; the manager's signal may come before its other listeners have run.
    onChange: onPageTheme,
  };
}
