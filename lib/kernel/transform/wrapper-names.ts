/** What the function around a cell calls its parameters. */
export interface WrapperNames {
  scope: string; // the variables of all cells
  unbound: string; // names that nothing has declared yet
  constant: string; // targets of assignments that must fail
  typeOf: string; // operands of typeof that may be declared nowhere
  cell: string; // what the cell gives back, and what it asks of the kernel
}

/** Short names that no identifier of the cell hides. */
export function wrapperNames(identifiers: ReadonlySet<string>): WrapperNames {
  for (let mark = '$'; ; mark += '$') {
    const names: WrapperNames = {
      scope: mark,
      unbound: `${mark}unbound`,
      constant: `${mark}constant`,
      typeOf: `${mark}typeof`,
      cell: `${mark}cell`,
    };
    if (!Object.values(names).some((name) => identifiers.has(name))) return names;
  }
}
