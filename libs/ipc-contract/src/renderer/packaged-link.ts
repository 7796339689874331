import type { TRPCLink } from '@trpc/client';
import { IntegrationError } from '@wiz/core';
import { ipcLink } from 'electron-trpc/renderer';
import { errorAnswer } from '../error-answer.ts';
import { identityTransformer } from '../error-data.ts';
import type { WizBridge } from '../bridge.ts';
import { MessageBatch } from '../message-batch.ts';
import { faultSentences } from '../message-size.ts';
import type { AppRouter } from '../router-type.ts';
import type { CallId, PieceMessage, Sent, ToMain } from '../wire.ts';
import { arrived, isPiece } from './arrived.ts';
import { Assembly } from './assembly.ts';

type OperationLink = ReturnType<TRPCLink<AppRouter>>;

/** electron-trpc's own link over our bridge, and what travels beside its messages. */
export interface PackagedLink {
  readonly execute: OperationLink;
  /** Sends together with everything else of this turn. */
  readonly post: (message: ToMain) => void;
  /**
   * Takes the pieces of this call's heavy answers; of a call that nobody follows they are dropped.
   * @param onPiece told how many have come
   * @returns the end of it
   */
  readonly follow: (id: CallId, onPiece: (count: number) => void) => () => void;
  readonly dispose: () => void;
}

interface Followed {
  readonly onPiece: (count: number) => void;
  /** Made with the first piece: most answers come whole. */
  assembly: Assembly | undefined;
  count: number;
}

/**
 * Makes electron-trpc's link. It looks for its bridge in a global of a name of its own, once, while it is made:
 * the global is there for just that long.
 */
export function packagedLink(bridge: WizBridge): PackagedLink {
  const listeners = new Set<(message: unknown) => void>();
  const followed = new Map<CallId, Followed>();
  const hand = (message: unknown): void => {
    for (const listener of listeners) listener(message);
  };
  const putTogether = ({ id, piece, last }: PieceMessage): void => {
    const call = followed.get(id);
    if (call === undefined) return;
    call.assembly ??= new Assembly();
    call.assembly.add(piece);
    call.count += 1;
    call.onPiece(call.count);
    if (!last) return;
    const { answer: data } = call.assembly;
    call.assembly = undefined;
    hand({ id, result: { type: 'data', data } });
  };
  const off = bridge.on((sent) => {
    for (const message of arrived(sent)) {
      if (isPiece(message)) putTogether(message);
      else hand(message);
    }
  });
  const batch = new MessageBatch({
    send: (messages) => {
      bridge.send({ method: 'batch', messages } satisfies Sent);
    },
    onLost: (messages, error) => {
      // electron-trpc has noted the requests and would keep them for ever (row 22): answer them, once it is done with noting.
      queueMicrotask(() => {
        for (const message of messages) hand(refusal(message, error));
      });
    },
  });
  const adapter = {
    sendMessage: (message: unknown): void => {
      batch.post(message);
    },
    onMessage: (listener: (message: unknown) => void): void => {
      listeners.add(listener);
    },
  };
  const name = 'electronTRPC';
  Object.defineProperty(globalThis, name, { value: adapter, configurable: true });
  try {
    return {
      execute: ipcLink<AppRouter>({ transformer: identityTransformer })({}),
      post: (message) => {
        batch.post(message);
      },
      follow: (id, onPiece) => {
        followed.set(id, { onPiece, assembly: undefined, count: 0 });
        return () => {
          followed.delete(id);
        };
      },
      dispose: () => {
        off();
        listeners.clear();
        followed.clear();
      },
    };
  } finally {
    Reflect.deleteProperty(globalThis, name);
  }
}

/** The refusal of a message that could not be sent, addressed to the call that it was for. */
function refusal(message: unknown, cause: unknown): unknown {
  const operation: unknown = typeof message === 'object' && message !== null && 'operation' in message ? message.operation : undefined;
  const id: unknown = typeof operation === 'object' && operation !== null && 'id' in operation ? operation.id : undefined;
  return errorAnswer(id, new IntegrationError('validation_error', faultSentences.not_plain, { cause }));
}
