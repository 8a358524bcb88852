// Generated from notebooks/30_library/20_where by `octavo export`. Edit the notebooks, not this file.
export { type PlaceTeller, placeTeller, tellPlaces } from './places-in-text.ts';
export {
  type CellPlace,
  cellPlaceOf,
  type ModulePlace,
  type ModulePositions,
  modulePlaceOf,
  modulePositions,
  type PlacedCell,
  type PositionedBlock,
  type PositionsContext,
  placeCells,
} from './positions.ts';
export { parseWhereQuery, type WhereQuery } from './where-query.ts';
export { type FoundPlace, findPlaces, type PlacedModule, readPositions } from './where.ts';
