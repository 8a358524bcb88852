// Generated from notebooks/20_notebook/02_json by `octavo export`. Edit the notebooks, not this file.
export {
  formatJson,
  isJsonObject,
  type JsonLayout,
  type JsonObject,
  type JsonValue,
  joinLines,
  nbformatLayout,
  splitLines,
} from './json.ts';
