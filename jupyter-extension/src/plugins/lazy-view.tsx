import { type ComponentType, useEffect, useState } from 'react';
import { Banner } from '../views/banner.tsx';
import type * as Views from '../views/index.ts';
import type { Words } from '../views/surroundings.ts';

/** Shows what `choose` takes from the views, which are loaded when the first one is opened. */
export function LazyView<Props extends object>({
  choose,
  props,
  words,
}: {
  choose: (views: typeof Views) => ComponentType<Props>;
  props: Props;
  words: Words;
}) {
  const [View, setView] = useState<ComponentType<Props>>();
  const [problem, setProblem] = useState<Error>();
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another load
  useEffect(() => {
    let isWanted = true;
    import('../views/index.ts').then(
      (views) => isWanted && setView(() => choose(views)),
      (error: Error) => isWanted && setProblem(error),
    );
    return () => {
      isWanted = false;
    };
  }, [choose, attempt]);
  if (View) return <View {...props} />;
  if (!problem) return null;
  const retry = () => {
    setProblem(undefined);
    setAttempt(attempt + 1);
  };
  const action = { label: words.__('Retry'), run: retry };
  return (
    <Banner tone="error" message={words.__('This view cannot be loaded.')} hint={problem.message} action={action} />
  );
}
