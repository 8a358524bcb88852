/** The part of the panel's state that the setting `columns` is about; `null` stands for nothing chosen. */
interface WithColumns {
  readonly columns: readonly string[] | null;
}

/** Gives a panel without own columns those of the settings. */
export function withDefaultColumns<State extends WithColumns>(state: State, columns: readonly string[]): State {
  return state.columns === null && columns.length > 0 ? { ...state, columns: [...columns] } : state;
}

/** What is kept of a state: columns that came from the settings are not the panel's own, and follow the settings. */
export function withoutDefaultColumns<State extends WithColumns>(state: State, columns: readonly string[]): State {
  const isFromSettings =
    columns.length > 0 &&
    state.columns?.length === columns.length &&
    columns.every((column, index) => state.columns?.[index] === column);
  return isFromSettings ? { ...state, columns: null } : state;
}
