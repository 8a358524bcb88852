/** What the function around a cell calls its parameters. */
export interface WrapperNames {
  homes: string; // the objects that hold the variables of all cells; the second of them is `${homes}1`
  unbound: string; // targets of assignments that nothing has declared yet
  constant: string; // targets of assignments that must fail
  typeOf: string; // operands of typeof that may be declared nowhere
  cell: string; // what the cell gives back, and what it asks of the kernel
}

/** Short names that no identifier of the cell hides. */
export function wrapperNames(identifiers: ReadonlySet<string>): WrapperNames {
  for (let mark = '$'; ; mark += '$') {
    const names: WrapperNames = {
      homes: mark,
      unbound: `${mark}unbound`,
      constant: `${mark}constant`,
      typeOf: `${mark}typeof`,
      cell: `${mark}cell`,
    };
    const own = new Set(Object.values(names));
    const clashes = (name: string) => own.has(name) || (name.startsWith(mark) && /^\d+$/.test(name.slice(mark.length)));
    if (![...identifiers].some(clashes)) return names;
  }
}
