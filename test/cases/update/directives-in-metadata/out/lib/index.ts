// Generated from notebooks by `octavo export`. Edit the notebooks, not this file.
export {};
