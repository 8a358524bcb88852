const { getBuiltinModule } = process; // as it is before a cell replaces anything

/** `node:crypto`, loaded when it is first needed: that takes 4 ms, a tenth of the start of what runs the cells. */
export function lateCrypto(): typeof import('node:crypto') {
  return getBuiltinModule('node:crypto');
}
