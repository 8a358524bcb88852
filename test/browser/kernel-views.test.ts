import { expect } from 'vitest';
import { outputText } from './kernel-user.ts';
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
