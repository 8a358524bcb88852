import { Publisher, Reply, Router } from 'zeromq';
import { type ChannelName, type Connection, channelAddress } from '../wire/connection.ts';
import { decodeMessage, encodeMessage, SeenSignatures } from '../wire/frames.ts';
import type { Message } from '../wire/message.ts';
import { SendQueue } from '../wire/send-queue.ts';
import { RefusalLog } from './refusal-log.ts';

export type RequestChannel = 'shell' | 'control';
export type RoutedChannel = RequestChannel | 'stdin';

type Take = (channel: RoutedChannel, message: Message) => void;

/** Where a front sends. */
export interface FrontChannels {
  readonly published: { readonly pendingBytes: number; drained(): Promise<void> }; // of iopub: how far readers are behind
  publish(message: Message): void;
  reply(channel: RoutedChannel, message: Message): Promise<boolean>; // false when there is nobody of that identity on stdin
  close(lingerMs: number): void; // what is still held is sent for at most that long
}

/** The kernel's ends of its five channels. */
export interface Sockets extends FrontChannels {
  listen(take: Take): void; // for each message with a good signature
}

const publishLimit = 256; // messages per subscriber that zeromq holds; beyond them a send is refused, not dropped
const patienceMs = 60_000; // how long a subscriber that reads nothing may hold up the kernel

/** Binds all channels. Throws when a port is taken. */
export async function openSockets(connection: Connection): Promise<Sockets> {
  const iopub = new Publisher({ sendHighWaterMark: publishLimit });
  iopub.noDrop = true;
  const routers = { shell: new Router(), control: new Router(), stdin: new Router({ mandatory: true }) };
  const heartbeat = new Reply();
  const all: [ChannelName, { bind(address: string): Promise<void> }][] = [
    ['iopub', iopub],
    ['hb', heartbeat],
    ['stdin', routers.stdin],
    ['control', routers.control],
    ['shell', routers.shell], // last: who gets an answer on shell finds the others open
  ];
  for (const [name, socket] of all) await socket.bind(channelAddress(connection, name));

  const published = new SendQueue(iopub, {
    onStall: (waitedMs) => {
      if (waitedMs > patienceMs) iopub.noDrop = false; // better a gap for the one that sleeps than silence for all
    },
  });
  const queues = {
    shell: new SendQueue(routers.shell),
    control: new SendQueue(routers.control),
    stdin: new SendQueue(routers.stdin),
  };
  const seen = new SeenSignatures();
  const refusals = new RefusalLog((line) => process.stderr.write(line));
  void echo();

  async function receive(channel: RoutedChannel, take: Take): Promise<void> {
    for await (const frames of routers[channel]) {
      const message = decodeMessage(frames, connection.key, seen);
      if (typeof message === 'string') refusals.note(`a message on ${channel} was dropped: ${message}`);
      else take(channel, message);
    }
  }

  async function echo(): Promise<void> {
    for await (const frames of heartbeat) await heartbeat.send(frames);
  }

  return {
    published,
    publish: (message) => void published.send(encodeMessage(message, connection.key)),
    listen: (take) => {
      void receive('shell', take);
      void receive('control', take);
      void receive('stdin', take);
    },
    reply: (channel, message) => queues[channel].send(encodeMessage(message, connection.key)),
    close: (lingerMs) => {
      published.close();
      for (const socket of [iopub, heartbeat, ...Object.values(routers)]) {
        socket.linger = lingerMs;
        socket.close();
      }
    },
  };
}
