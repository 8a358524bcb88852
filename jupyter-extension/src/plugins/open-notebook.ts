import { Notification } from '@jupyterlab/apputils';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import { NotebookPanel } from '@jupyterlab/notebook';
import { ServerConnection } from '@jupyterlab/services';
import type { Words } from '../views/surroundings.ts';

export interface Place {
  readonly cellId: string;
  readonly line?: number | undefined; // from 1
}

/** Opens a notebook of the project, or goes to its tab, and shows the place. Says so where the notebook is gone. */
export async function openNotebook(
  documents: IDocumentManager,
  words: Words,
  path: string,
  place?: Place,
): Promise<void> {
  try {
    await documents.services.contents.get(path, { content: false });
  } catch (error) {
    const isGone = error instanceof ServerConnection.ResponseError && error.response.status === 404;
    Notification.error(
      isGone
        ? words.__('The notebook %1 is no longer there.', path)
        : words.__('The notebook %1 cannot be opened.', path),
    );
    return;
  }
  const panel = documents.openOrReveal(path);
  if (!place || !(panel instanceof NotebookPanel)) return;
  await panel.context.ready;
  await panel.revealed;
  const notebook = panel.content;
  const index = notebook.widgets.findIndex((cell) => cell.model.id === place.cellId);
  const cell = notebook.widgets[index];
  if (!cell) {
    Notification.warning(words.__('The cell is no longer in %1.', path));
    return;
  }
  notebook.activeCellIndex = index;
  await notebook.scrollToCell(cell, 'center');
  if (place.line === undefined) return;
  await cell.ready;
  cell.inputHidden = false;
  const position = { line: place.line - 1, column: 0 };
  cell.editor?.setCursorPosition(position);
  cell.editor?.revealPosition(position);
}
