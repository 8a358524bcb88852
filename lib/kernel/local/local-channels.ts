import type { Channels, ReceivingChannel, SendingChannel } from '../client/channels.ts';
import type { FrontChannels, RoutedChannel } from '../front/sockets.ts';
import type { Message } from '../wire/message.ts';

/** The two ends of the channels between a client and a front of one process: a message is handed over, nothing is encoded. */
export interface LocalChannels {
  front: FrontChannels;
  client: Channels;
  connect: (ends: LocalEnds) => void; // before the first message
}

/** Who takes what arrives. */
export interface LocalEnds {
  front: (channel: RoutedChannel, message: Message) => void;
  client: (channel: ReceivingChannel, message: Message) => void;
}

const onlyClient = [Buffer.from('local')]; // a front asks back whoever sent the cell, by its identity

/** Makes the channels. What is sent has arrived when the call returns, so that a front never waits for its reader. */
export function openLocalChannels(): LocalChannels {
  let ends: LocalEnds | undefined;
  let isOpen = true;
  return {
    connect: (given) => {
      ends = given;
    },
    front: {
      published: { pendingBytes: 0, drained: async () => undefined },
      publish: (message) => isOpen && ends?.client('iopub', message),
      reply: async (channel, message) => {
        if (isOpen) ends?.client(channel, message);
        return isOpen;
      },
      close: () => {
        isOpen = false;
      },
    },
    client: {
      send: (channel: SendingChannel, message) =>
        isOpen && ends?.front(channel, { ...message, identities: onlyClient }),
      close: () => {
        isOpen = false;
      },
    },
  };
}
