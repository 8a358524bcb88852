/**
 * Keeps plotly from fetching the outlines of countries, which its bundle lacks: every region is there already and has no shapes. Points
 * and the figure's own geojson are drawn all the same.
 */
export function withoutCoastlines(page: object): void {
  const names = ['coastlines', 'land', 'ocean', 'lakes', 'rivers', 'countries', 'subunits'];
  const shapes = Object.fromEntries(names.map((name) => [name, { type: 'GeometryCollection', geometries: [] }]));
  const region = { type: 'Topology', arcs: [], objects: shapes };
  Object.assign(page, { PlotlyGeoAssets: { topojson: new Proxy({}, { get: () => region }) } });
}
