/** Tells whether node_modules holds what the lock of this folder wants on this machine. */
export function isInstalled(root: string): boolean;
