/** What a request may take. */
export interface WebLimits {
  quietMs: number; // without a byte from the server
  mostBytes: number; // of an answer
  redirects: number;
  retryMs: number[]; // the waits before another try
}

export const usualWebLimits: WebLimits = {
  quietMs: 30_000,
  mostBytes: 256 * 1024 * 1024, // a text twice as long cannot be held by V8
  redirects: 5,
  retryMs: [250, 1500],
};

export interface WebRequest {
  method: 'GET' | 'PUT';
  url: URL; // without user and password
  headers: Record<string, string>;
  body?: string;
  shown: string; // the address as messages show it
}
