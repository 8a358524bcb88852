// Generated from notebooks/named/config.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 1c114b20 cbd3b617

// %% notebooks/named/config.ipynb#1c114b20 d0398e5d
import path from "node:path";
import { shout } from "./utils.ts";

// %% notebooks/named/config.ipynb#cbd3b617 e9c1a234
export const configPath = (dir: string) => path.join(dir, shout("config"));
