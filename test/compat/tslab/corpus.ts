/**
 * What is done in a case, one step after the other. A text is a cell that is run. `|` in a text that is asked about is
 * the cursor.
 */
export type Step =
  | string
  | { ends: string } // a cell of which only counts whether it ends well: the two say it in different words
  | { shown: string } // a cell whose value is seen as the notebook shows it: a text in quotes or not
  | { wire: string } // a cell of which only the types of its messages count
  | { interrupt: string } // a cell that is interrupted while it runs
  | { dies: string } // a cell that ends the kernel
  | { complete: string; offers: string[] } // some of what must be offered
  | { inspect: string; says: string[] } // some of what must be said
  | { isComplete: string }
  | { write: string; text: string }; // a file of the project

/** Some cells that both kernels are given, in a session that cases of one topic share. */
export interface CorpusCase {
  name: string; // a sentence; `differences.ts` names the case by it
  steps: Step[];
  isAlone?: boolean; // in a session of its own, which nothing else has touched
  /** What Octavo comes to, step by step, where that is not what stock tslab comes to: see `observe.ts` for the words. */
  octavo?: string[];
}

export interface Topic {
  title: string;
  cases: CorpusCase[];
}
