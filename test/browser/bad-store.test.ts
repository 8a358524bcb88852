import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { test } from './lab-test.ts';
import { chooseMenu } from './lab-user.ts';
import { recordRun } from './recorded-runs.ts';
import { openRunsPanel, runRow } from './runs-user.ts';

test('a store that cannot be read is explained, and a mended one is found', async ({ project, lab, page, watched }) => {
  watched.expectProblem(/octavo\/api\/octavo/); // answers with 503
  project.withStore((store) => recordRun(store, { name: 'kept', status: 'FINISHED' }));
  const aside = `${project.storePath}.aside`;
  const banner = page.getByRole('alert').filter({ has: page.getByRole('button', { name: 'Retry' }) });
  const mend = async () => {
    renameSync(aside, project.storePath);
    await banner.waitFor({ state: 'detached' }); // by itself
    await runRow(page, 'kept').waitFor();
    renameSync(project.storePath, aside);
  };
  renameSync(project.storePath, aside);

  writeFileSync(project.storePath, 'this is a letter and no database '.repeat(100));
  await openRunsPanel(page, lab);
  await banner.getByText(/is not a/).waitFor();
  await watched.screenshot('banner-not-a-database');
  await mend();

  const other = new DatabaseSync(project.storePath);
  other.exec("CREATE TABLE alembic_version (version_num TEXT); INSERT INTO alembic_version VALUES ('0123456789ab')");
  other.close();
  await chooseMenu(page, 'Octavo', 'Refresh Runs');
  await banner.getByText(/layout|schema|version/).waitFor();
  await watched.screenshot('banner-other-schema');
  rmSync(project.storePath);
  await mend();

  writeFileSync(project.storePath, ''); // so that the server lets go of the other file
  await runRow(page, 'kept').waitFor({ state: 'detached' });
  const holder = new DatabaseSync(aside);
  holder.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE'); // as MLflow's stores are, where a writer stops the readers
  renameSync(aside, project.storePath);
  await chooseMenu(page, 'Octavo', 'Refresh Runs');
  await banner.getByText(/is held by another process/).waitFor();
  await watched.screenshot('banner-locked');
  const asked = page.waitForRequest(/\/api\/octavo\/runs/);
  await banner.getByRole('button', { name: 'Retry' }).click();
  await asked;
  holder.exec('COMMIT');
  holder.close();
  await banner.waitFor({ state: 'detached' });
  await runRow(page, 'kept').waitFor();
});
