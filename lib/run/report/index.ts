/** Reports of executed notebooks: one page each, and the same as a PDF. Plain TypeScript (not generated). */
export type { Visibility } from './cell-facts.ts';
export { type ReportPage, type ReportPageOptions, reportPage } from './report-page.ts';
export { type WriteReportOptions, type WrittenReport, writeReport } from './write-report.ts';
