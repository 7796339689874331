import type { TRPCLink } from '@trpc/client';
import { IntegrationError } from '@wiz/core';
import { ipcLink } from 'electron-trpc/renderer';
import { errorAnswer } from '../error-answer.ts';
import { identityTransformer } from '../error-data.ts';
import type { WizBridge } from '../bridge.ts';
import { faultSentences } from '../message-size.ts';
import type { AppRouter } from '../router-type.ts';

type OperationLink = ReturnType<TRPCLink<AppRouter>>;

/** electron-trpc's own link over our bridge, and a way to take it off again. */
export interface PackagedLink {
  readonly execute: OperationLink;
  readonly dispose: () => void;
}

/**
 * Makes electron-trpc's link. It looks for its bridge in a global of a name of its own, once, while it is made:
 * the global is there for just that long.
 */
export function packagedLink(bridge: WizBridge): PackagedLink {
  const listeners = new Set<(message: unknown) => void>();
  const off = bridge.on((message) => {
    for (const listener of listeners) listener(message);
  });
  const adapter = {
    sendMessage: (message: unknown): void => {
      try {
        bridge.send(message);
      } catch (error) {
        // electron-trpc has noted the request already and would keep it for ever (row 22): answer it.
        const answer = refusal(message, error);
        queueMicrotask(() => {
          for (const listener of listeners) listener(answer);
        });
      }
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
      dispose: () => {
        off();
        listeners.clear();
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
