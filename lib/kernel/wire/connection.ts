import type { JsonObject } from '../../notebook/json/json.ts';

export const channelNames = ['shell', 'iopub', 'stdin', 'control', 'hb'] as const;
export type ChannelName = (typeof channelNames)[number];

/** What a Jupyter connection file says. */
export interface Connection {
  transport: 'tcp' | 'ipc';
  ip: string; // for ipc the path that the ports are appended to
  key: string; // signs every message; '' for unsigned
  ports: Record<ChannelName, number>;
}

/** The text of a connection file, as jupyter_client writes it. */
export function formatConnection(connection: Connection, kernelName: string): string {
  const ports = Object.fromEntries(channelNames.map((name) => [`${name}_port`, connection.ports[name]]));
  const { transport, ip, key } = connection;
  return JSON.stringify(
    { ...ports, ip, key, transport, signature_scheme: 'hmac-sha256', kernel_name: kernelName },
    null,
    2,
  );
}

/** Reads a connection file. Returns undefined when something is missing or the signature scheme is not hmac-sha256. */
export function parseConnection(text: string): Connection | undefined {
  let file: JsonObject;
  try {
    file = JSON.parse(text);
  } catch {
    return undefined;
  }
  const ports = {} as Record<ChannelName, number>;
  for (const name of channelNames) {
    const port = file[`${name}_port`];
    if (typeof port !== 'number') return undefined;
    ports[name] = port;
  }
  if ((file.signature_scheme ?? 'hmac-sha256') !== 'hmac-sha256') return undefined;
  if (typeof file.ip !== 'string') return undefined;
  return {
    transport: file.transport === 'ipc' ? 'ipc' : 'tcp',
    ip: file.ip,
    key: typeof file.key === 'string' ? file.key : '',
    ports,
  };
}

/** The zeromq address of a channel. */
export function channelAddress(connection: Connection, channel: ChannelName): string {
  const { transport, ip, ports } = connection;
  return transport === 'ipc' ? `ipc://${ip}-${ports[channel]}` : `tcp://${ip}:${ports[channel]}`;
}
