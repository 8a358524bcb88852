/** Lays a result out as JSON. NaN and infinities, which JSON does not know, become the words that MLflow's API uses. */
export function formatJson(value: unknown): string {
  const words = (_key: string, item: unknown) =>
    typeof item === 'number' && !Number.isFinite(item) ? String(item) : item;
  return `${JSON.stringify(value, words, 2)}\n`;
}
