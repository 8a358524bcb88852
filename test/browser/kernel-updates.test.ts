import { join } from 'node:path';
import { expect } from 'vitest';
import { hasRun, outputs, outputText, startNewCell } from './kernel-user.ts';
import { test as labTest } from './lab-test.ts';
import { openNotebook, runNewCell } from './lab-user.ts';

labTest.override('jupyterArguments', ['--LabApp.expose_app_in_browser=True']); // lets a script of the page reach its kernel
const test = labTest;

test('a script of the page and the kernel send each other data and bytes', async ({ project, lab, page }) => {
  project.notebook('comms.ipynb', []);
  await openNotebook(page, lab, 'comms.ipynb');
  await runNewCell(
    page,
    `import { openComm, registerCommTarget } from 'octavo/kernel';
    const heard: unknown[] = [];
    registerCommTarget('double', (comm, opened) => {
      heard.push(opened.data);
      comm.onMessage(({ data, buffers: [bytes = new Uint8Array()] }) => {
        comm.send({ twice: 2 * (data as { once: number }).once }, { buffers: [bytes.map((byte) => byte * 2)] });
      });
      comm.onClose(({ data }) => heard.push(data));
    });`,
  );
  const answer = await page.evaluate(async () => {
    const kernel = kernelOfPage();
    kernel.registerCommTarget('page', (comm, { content }) => comm.send({ title: document.title, asked: content.data }));
    const comm = kernel.createComm('double');
    const answered = new Promise<unknown>((resolve) => {
      comm.onMsg = ({ content, buffers }) => {
        resolve({ ...content.data, bytes: buffers.flatMap((bytes) => [...new Uint8Array(bytes.buffer)]) });
      };
    });
    await comm.open({ from: 'the page' }).done;
    await comm.send({ once: 21 }, {}, [new Uint8Array([1, 2, 3]).buffer]).done;
    const received = await answered;
    await comm.close('enough').done;
    return received;

    interface PageComm {
      onMsg: (message: { content: { data: object }; buffers: DataView[] }) => void;
      open: (data: unknown) => { done: Promise<unknown> };
      send: (data: unknown, metadata?: object, buffers?: ArrayBuffer[]) => { done: Promise<unknown> };
      close: (data: unknown) => { done: Promise<unknown> };
    }
    interface PageKernel {
      createComm: (target: string) => PageComm;
      registerCommTarget: (
        target: string,
        opened: (comm: PageComm, message: { content: { data: unknown } }) => void,
      ) => void;
    }
    function kernelOfPage(): PageKernel {
      const { jupyterapp } = window as unknown as {
        jupyterapp: { shell: { currentWidget: { sessionContext: { session: { kernel: PageKernel } } } } };
      };
      return jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    }
  });
  expect(answer).toEqual({ twice: 42, bytes: [2, 4, 6] });

  const asking = await runNewCell(
    page,
    `const reply = await new Promise((resolve) => {
      openComm('page', { colour: 'green' }).onMessage(({ data }) => resolve(data));
    });
    JSON.stringify([heard, reply])`,
  );
  await expect.poll(() => outputText(asking)).toContain('"asked":{"colour":"green"}');
  expect(await outputText(asking)).toContain('[{"from":"the page"},"enough"]');
});

test('a display is replaced in its place, what a cell showed can be taken away, and a picture is one', async ({
  project,
  lab,
  page,
}) => {
  project.notebook('updates.ipynb', []);
  await openNotebook(page, lab, 'updates.ipynb');
  const place = await runNewCell(
    page,
    "const place = newDisplay();\nplace.html('<i>first</i>');\nconsole.log('below');",
  );
  await place.locator('i', { hasText: 'first' }).waitFor();
  await runNewCell(page, "place.html('<i>second</i>');");
  await place.locator('i', { hasText: 'second' }).waitFor(); // in the cell above
  expect(await outputs(place).allInnerTexts()).toEqual(['second', 'below\n']);

  const cleared = await runNewCell(
    page,
    "import { clearOutput } from 'octavo/kernel';\nconsole.log('away');\nclearOutput();\nconsole.log('here');",
  );
  await expect.poll(() => outputText(cleared)).toBe('here\n');

  const red =
    "Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64')";
  const picture = await runNewCell(page, `display.png(${red})`);
  const image = picture.getByRole('img');
  await expect.poll(() => image.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(1);
});

test('a progress bar is one output that moves, and has another colour when its cell fails', async ({
  project,
  lab,
  page,
  watched,
}) => {
  project.notebook('progress.ipynb', []);
  await openNotebook(page, lab, 'progress.ipynb');
  const go = join(project.root, 'go');
  const cell = await startNewCell(
    page,
    `import { existsSync } from 'node:fs';
    import { progress } from 'octavo/track';
    for (const epoch of progress([1, 2, 3, 4], { label: 'epochs' })) {
      while (epoch === 3 && !existsSync(${JSON.stringify(go)})) await new Promise((resolve) => setTimeout(resolve, 20));
      if (epoch === 4) throw new Error('diverged');
    }`,
  );
  const bar = cell.getByRole('progressbar');
  await outputs(cell).getByText('50% 2/4').waitFor();
  const value = () => bar.evaluate((element) => (element as HTMLProgressElement).value);
  const colour = () => bar.evaluate((element) => getComputedStyle(element).accentColor);
  const whileItRuns = await colour();
  expect(await value()).toBe(0.5);
  await watched.screenshot('kernel-progress');
  project.file('go', '');
  await hasRun(cell);
  await outputs(cell).getByText('75% 3/4, failed').waitFor();
  expect(await value()).toBe(0.75);
  expect(await colour()).not.toBe(whileItRuns);
  await outputs(cell).getByText('Error: diverged').waitFor();
  expect(await outputs(cell).count()).toBe(2); // the bar and the error
});
