// Generated from notebooks/00_core.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: c0000003 c0000004 c0000005

// %% notebooks/00_core.ipynb#c0000003 c7849d02
import { join } from 'node:path';
import type { Shape } from './shapes.ts';

// %% notebooks/00_core.ipynb#c0000004 1dd24e00
export function area(shape: Shape): number {
  return shape.width * shape.height;
}

const kept = 'private to the module';
export { kept as renamed };

// %% notebooks/00_core.ipynb#c0000005 eb3a7063
export class Square implements Shape {
  readonly width: number;
  readonly height: number;
  constructor(side: number) {
    this.width = side;
    this.height = side;
  }
}

export const place = join('a', 'b');
export default Square;
