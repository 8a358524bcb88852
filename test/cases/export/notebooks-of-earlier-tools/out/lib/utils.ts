// Generated from notebooks/named/utils.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 84608539

// %% notebooks/named/utils.ipynb#84608539 7d953240
export const shout = (text: string): string => text.toUpperCase();
