import { LabIcon } from '@jupyterlab/ui-components';

// A sheet folded three times, seen from its edge, with a curve on it.
const svgstr = `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24"><g class="jp-icon3" fill="#616161"><path d="M4 3h13a3 3 0 0 1 3 3v15H7a3 3 0 0 1-3-3V3zm2 2v13a1 1 0 0 0 1 1h11V6a1 1 0 0 0-1-1H6z"/><path d="M8 16V8h1.6v5.2l2.6-3 2.2 1.8L16 9.4V12l-1.4 2.2-2.3-1.9L9.2 16z"/></g></svg>`;

export const octavoIcon = new LabIcon({ name: 'octavo-jupyterlab:octavo', svgstr });
