import type { Schemas } from './client.ts';

export type Change = Extract<Schemas['ChangeMessage'], { type: 'changed' }>;

/** Whether the server can be reached. `other-version`: it speaks another version of the API; `no-session`: Jupyter wants a login. */
export type Connection = 'connecting' | 'live' | 'down' | 'other-version' | 'no-session';

/** News of the store, over one WebSocket for all views. */
export interface Changes {
  readonly connection: () => Connection;
  readonly onConnection: (listener: (connection: Connection) => void) => () => void; // returns what stops it
  readonly onChange: (listener: (change: Change | 'all') => void) => () => void; // `all` after a gap: read everything again
  readonly retry: () => void; // at once
}
