/** The commands of this extension. */
export const commandIds = {
  openRuns: 'octavo:open-runs',
  openRun: 'octavo:open-run',
  refreshRuns: 'octavo:refresh-runs',
} as const;
