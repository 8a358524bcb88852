/** What an interrupted cell ends with; the name is the one that Jupyter clients know, nbclient and papermill among them. */
export class Interruption extends Error {
  override name = 'KeyboardInterrupt';

  constructor() {
    super('the cell was interrupted');
  }
}
