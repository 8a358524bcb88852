// Generated from notebooks/00_core.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000003

// %% notebooks/00_core.ipynb#c0000003 9964dcf3
export const [a, [b, c2]] = [1, [2, 3]];
const { d, e: { f = 4, ...rest }, _g } = { d: 5, e: { h: 6 } as { f?: number; h: number }, _g: 7 };
export { d, f, rest };
