// Generated from notebooks/40_run/07_secrets by `octavo export`. Edit the notebooks, not this file.
export { findSecrets, type Secret } from './find-secrets.ts';
export { inheritedMask, maskEnvironment, type SecretPlace } from './inherited-mask.ts';
export {
  createMask,
  type Mask,
  type MaskedStream,
  masked,
  maskStream,
  noMask,
  secretName,
  secretValues,
} from './mask.ts';
