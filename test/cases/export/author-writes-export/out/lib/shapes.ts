// Generated from notebooks/01_shapes.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000003

// %% notebooks/01_shapes.ipynb#c0000003 1fc574ef
export interface Shape {
  width: number;
  height: number;
}

export type Side = 'width' | 'height';
export async function* sides(shape: Shape) {
  yield shape.width;
  yield shape.height;
}
