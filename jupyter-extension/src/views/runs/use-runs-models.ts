import { useEffect, useState } from 'react';
import { wordOf } from '../status.tsx';
import type { Surroundings } from '../surroundings.ts';
import { createClock } from './clock.ts';
import { createProjectModel } from './project-model.ts';
import type { Run } from './run-list.ts';
import { createRunsModel } from './runs-model.ts';

/** The models of one view, which end with it, and news of runs that ended, for those who listen to the page. */
export function useRunsModels(
  { client, changes, words }: Surroundings,
  announce: (news: string) => void,
  unfolded: readonly string[],
) {
  const [models, setModels] = useState(() => make());
  function make() {
    const project = createProjectModel(client, changes);
    const onNews = {
      seen: project.learn,
      ended: (ended: Run[]) => {
        const one = ended.length === 1 ? ended[0] : undefined;
        announce(
          one
            ? words.__('Run %1: %2', one.name, wordOf(one.ending, words))
            : words._n('%1 run ended', '%1 runs ended', ended.length),
        );
      },
    };
    const runs = createRunsModel(client, changes, onNews, undefined, unfolded);
    return { project, runs, clock: createClock(() => runs.snapshot().serverClock), isOver: false };
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new client is another server; everything else is used as it is then
  useEffect(() => {
    // React may run an effect twice: what was ended is made anew.
    const mine = models.isOver ? make() : models;
    if (mine !== models) setModels(mine);
    return () => {
      mine.isOver = true;
      mine.runs.dispose();
      mine.project.dispose();
    };
  }, [client, changes]);
  return models;
}
