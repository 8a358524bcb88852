import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { type ChannelName, channelNames } from '../wire/connection.ts';

/** Five free ports of this machine: all probes stay open until the last is chosen, so that no two are the same. */
export async function chooseFreePorts(ip: string): Promise<Record<ChannelName, number>> {
  const probes = channelNames.map(() => createServer());
  try {
    const listening = probes.map((probe) => once(probe, 'listening'));
    for (const probe of probes) probe.listen(0, ip);
    await Promise.all(listening);
    const ports = probes.map((probe) => (probe.address() as AddressInfo).port);
    return Object.fromEntries(channelNames.map((name, index) => [name, ports[index]])) as Record<ChannelName, number>;
  } finally {
    await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))));
  }
}
