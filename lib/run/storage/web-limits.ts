/** How long a server is waited for. */
export interface Patience {
  quietMs: number; // without a byte that comes or goes
  slowestBytesPerSecond: number; // on the whole: one that sends a byte now and then is never quiet
}

/** What a request may take. */
export interface WebLimits extends Patience {
  mostBytes: number; // of an answer
  redirects: number;
  retryMs: number[]; // the waits before another try
}

export const usualWebLimits: WebLimits = {
  quietMs: 30_000,
  slowestBytesPerSecond: 4096,
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
