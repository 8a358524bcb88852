// Generated from notebooks/shapes by `octavo export`. Edit the notebooks, not this file.
export {
  a,
  area,
  Corner,
  c,
  countedSoFar,
  counter,
  d,
  type globalName,
  numbers,
  old,
  others,
  type Point,
  Shape,
  text,
  type Units,
} from './all.ts';
