import { ReactWidget } from '@jupyterlab/ui-components';
import type { ReadonlyPartialJSONValue } from '@lumino/coreutils';
import type { Message } from '@lumino/messaging';
import { type ISignal, Signal } from '@lumino/signaling';
import type { ComponentType, ReactElement } from 'react';
import type * as Views from '../views/index.ts';
import type { Surroundings } from '../views/surroundings.ts';
import { type GatedChanges, gateChanges } from './gated-changes.ts';
import { LazyView } from './lazy-view.tsx';
import { ViewBoundary } from './view-boundary.tsx';

export interface ViewProps<State> {
  readonly surroundings: Surroundings;
  readonly state: State;
  readonly onStateChange: (state: State) => void;
}

/** One of Octavo's views as a widget. It hears of changes only while it can be seen. */
export class ViewContent<State> extends ReactWidget {
  readonly #shared: Surroundings;
  readonly #surroundings: Surroundings;
  readonly #changes: GatedChanges;
  readonly #choose: (views: typeof Views) => ComponentType<ViewProps<State>>;
  readonly #stateChanged = new Signal<this, State>(this);
  #state: State;
  #isLive = true;
  #wasSeen = false;

  constructor(shared: Surroundings, choose: (views: typeof Views) => ComponentType<ViewProps<State>>, state: State) {
    super();
    this.#shared = shared;
    this.#changes = gateChanges(shared.changes, false);
    this.#surroundings = { ...shared, changes: this.#changes };
    this.#choose = choose;
    this.#state = state;
    this.addClass('jp-Octavo-panel');
  }

  /** What the person chose in it, as it is kept with the layout. */
  get state(): State {
    return this.#state;
  }

  get stateChanged(): ISignal<this, State> {
    return this.#stateChanged;
  }

  /** Whether it follows what other processes write, or waits to be refreshed. */
  set isLive(isLive: boolean) {
    this.#isLive = isLive;
    this.#openOrClose();
  }

  /** Gives it another state from outside. */
  setState(state: State): void {
    this.#state = state;
    this.update();
  }

  /** Reads everything again. */
  refresh(): void {
    this.#changes.refresh();
  }

  protected override render(): ReactElement | null {
    if (!this.#wasSeen) return null; // a tab behind others costs nothing when the page is loaded
    const props: ViewProps<State> = {
      surroundings: this.#surroundings,
      state: this.#state,
      onStateChange: this.#keep,
    };
    const { words } = this.#shared;
    return (
      <ViewBoundary words={words}>
        <LazyView choose={this.#choose} props={props} words={words} />
      </ViewBoundary>
    );
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this.#openOrClose();
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.#openOrClose();
  }

  protected override onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this.#openOrClose();
  }

  readonly #keep = (state: State): void => {
    this.#state = state;
    this.update();
    this.#stateChanged.emit(state);
  };

  #openOrClose(): void {
    this.#changes.setOpen(this.isVisible && this.#isLive);
    if (!this.isVisible || this.#wasSeen) return;
    this.#wasSeen = true;
    this.update();
  }
}

/** A state as JupyterLab keeps it: the views' states are plain JSON. */
export function asJson(state: unknown): ReadonlyPartialJSONValue {
  return state as ReadonlyPartialJSONValue;
}
