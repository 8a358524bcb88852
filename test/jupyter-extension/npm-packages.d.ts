// The extension has packages of its own, which need not be installed for these tests: here only their names are known. Its
// own check (`npm run check` in jupyter-extension) knows their types.
declare module 'openapi-fetch' {
  // biome-ignore lint/suspicious/noExplicitAny: stands for types that are not here
  type Answer = Promise<{ data?: any; error?: unknown; response: Response }>;
  export type Client<Paths> = { [Method in 'GET' | 'HEAD']: (path: keyof Paths, options?: object) => Answer };
  export default function createClient<Paths>(options: object): Client<Paths>;
}

declare module 'plotly.js-cartesian-dist-min' {
  const plotly: unknown;
  export default plotly;
}

declare module 'plotly.js-dist-min' {
  const plotly: unknown;
  export default plotly;
}

declare module 'plotly.js-cartesian-dist-min' {
  const plotly: unknown;
  export default plotly;
}
