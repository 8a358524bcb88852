import { randomUUID } from 'node:crypto';
import type { Socket } from 'zeromq';
import { type Connection, channelAddress } from '../wire/connection.ts';
import { decodeMessage, encodeMessage, type Refusal } from '../wire/frames.ts';
import type { Message } from '../wire/message.ts';
import { SendQueue } from '../wire/send-queue.ts';

export type SendingChannel = 'shell' | 'control' | 'stdin';
export type ReceivingChannel = SendingChannel | 'iopub';

export interface ChannelOptions {
  receiveLimit: number; // messages that may wait unread on iopub; 0 for any number
  onMessage: (channel: ReceivingChannel, message: Message) => void;
  onRefused?: ((channel: ReceivingChannel, why: Refusal) => void) | undefined; // something came that is no message
}

/** The client's ends of a kernel's channels. */
export interface Channels {
  send(channel: SendingChannel, message: Message): void;
  close(): void;
}

/** Connects to a kernel that may not be listening yet: zeromq keeps trying, and keeps what is sent until then. */
export async function openChannels(connection: Connection, options: ChannelOptions): Promise<Channels> {
  const { Dealer, Subscriber } = await import('zeromq'); // here, so that a cell's import of octavo/kernel stays light
  const common = { linger: 0, reconnectInterval: 10 }; // ms; zeromq's own 100 would be felt at each start
  // A kernel asks on stdin whoever sent the cell on shell: it knows the two for one by their name.
  const routingId = randomUUID();
  const shell = new Dealer({ ...common, routingId });
  const stdin = new Dealer({ ...common, routingId });
  const control = new Dealer(common);
  const iopub = new Subscriber({ ...common, receiveHighWaterMark: options.receiveLimit });
  iopub.connect(channelAddress(connection, 'iopub'));
  iopub.subscribe('');
  stdin.connect(channelAddress(connection, 'stdin'));
  shell.connect(channelAddress(connection, 'shell'));
  control.connect(channelAddress(connection, 'control'));
  const queues = { shell: new SendQueue(shell), control: new SendQueue(control), stdin: new SendQueue(stdin) };
  void receive(iopub, 'iopub');
  void receive(shell, 'shell');
  void receive(stdin, 'stdin');
  void receive(control, 'control');

  async function receive(socket: Socket & AsyncIterable<Buffer[]>, channel: ReceivingChannel): Promise<void> {
    try {
      for await (const frames of socket) {
        const message = decodeMessage(frames, connection.key);
        if (typeof message === 'string') options.onRefused?.(channel, message);
        else options.onMessage(channel, message);
      }
    } catch {
      // The socket was closed while it waited.
    }
  }

  return {
    send: (channel, message) => void queues[channel].send(encodeMessage(message, connection.key)),
    close: () => {
      for (const queue of Object.values(queues)) queue.close();
      for (const socket of [shell, control, stdin, iopub]) socket.close();
    },
  };
}
