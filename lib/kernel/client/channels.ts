import type { Socket } from 'zeromq';
import { type Connection, channelAddress } from '../wire/connection.ts';
import { decodeMessage, encodeMessage } from '../wire/frames.ts';
import type { Message } from '../wire/message.ts';
import { SendQueue } from '../wire/send-queue.ts';

export type ReceivingChannel = 'shell' | 'control' | 'iopub';

export interface ChannelOptions {
  receiveLimit: number; // messages that may wait unread on iopub; 0 for any number
  onMessage: (channel: ReceivingChannel, message: Message) => void;
}

/** The client's ends of a kernel's channels. */
export interface Channels {
  send(channel: 'shell' | 'control', message: Message): void;
  close(): void;
}

/** Connects to a kernel that may not be listening yet: zeromq keeps trying, and keeps what is sent until then. */
export async function openChannels(connection: Connection, options: ChannelOptions): Promise<Channels> {
  const { Dealer, Subscriber } = await import('zeromq'); // here, so that a cell's import of octavo/kernel stays light
  const common = { linger: 0, reconnectInterval: 10 }; // ms; zeromq's own 100 would be felt at each start
  const shell = new Dealer(common);
  const control = new Dealer(common);
  const iopub = new Subscriber({ ...common, receiveHighWaterMark: options.receiveLimit });
  iopub.connect(channelAddress(connection, 'iopub'));
  iopub.subscribe('');
  shell.connect(channelAddress(connection, 'shell'));
  control.connect(channelAddress(connection, 'control'));
  const queues = { shell: new SendQueue(shell), control: new SendQueue(control) };
  void receive(iopub, (message) => options.onMessage('iopub', message));
  void receive(shell, (message) => options.onMessage('shell', message));
  void receive(control, (message) => options.onMessage('control', message));

  async function receive(socket: Socket & AsyncIterable<Buffer[]>, take: (message: Message) => void): Promise<void> {
    try {
      for await (const frames of socket) {
        const message = decodeMessage(frames, connection.key);
        if (message) take(message);
      }
    } catch {
      // The socket was closed while it waited.
    }
  }

  return {
    send: (channel, message) => void queues[channel].send(encodeMessage(message, connection.key)),
    close: () => {
      queues.shell.close();
      queues.control.close();
      for (const socket of [shell, control, iopub]) socket.close();
    },
  };
}
