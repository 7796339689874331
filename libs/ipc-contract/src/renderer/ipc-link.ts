import type { Operation, TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { abortError, IntegrationError, systemClock, type Clock } from '@wiz/core';
import type { WizBridge } from '../bridge.ts';
import { faultOf, faultSentences } from '../message-size.ts';
import type { AppRouter } from '../router-type.ts';
import { acknowledgeEvery } from '../wire.ts';
import { clientError, rebuiltError } from './client-error.ts';
import { packagedLink } from './packaged-link.ts';
import { waitingLimits } from './waiting-limits.ts';

export interface IpcLinkOptions {
  /** @default the computer's own */
  readonly clock?: Pick<Clock, 'now' | 'at'> | undefined;
  /**
   * Makes the id of a call, which is also its correlation id down to the external system. Random, so that no other page has
   * the same one, and so that a system cannot tell from them that two accounts belong to one person. @default a random UUID
   */
  readonly newId?: (() => string) | undefined;
}

/** The last link of the window's client. `dispose` takes its one listener off the bridge. */
export type IpcLink = TRPCLink<AppRouter> & { dispose(): void };

/** After the limit has passed, what had already arrived gets this long: a computer that slept wakes with late timers. */
const graceMs = 2_000;

/**
 * Carries calls to the main process through electron-trpc's own link, and adds what that lacks: ids that no other page
 * has, cancel that reaches main, errors with their category, a limit to the waiting, and a look at the size before
 * sending. Rejects with `TRPCClientError`; read it with `integrationErrorOf`.
 */
export function createIpcLink(bridge: WizBridge, options: IpcLinkOptions = {}): IpcLink {
  const { clock = systemClock(), newId = () => crypto.randomUUID() } = options;
  const packaged = packagedLink(bridge);

  const link: TRPCLink<AppRouter> =
    () =>
    ({ op }) =>
      observable((observer) => {
        const { type, path, input, signal } = op;
        if (signal?.aborted === true) {
          observer.error(clientError(abortError(signal)));
          return;
        }
        const fault = faultOf(input);
        if (fault !== undefined) {
          observer.error(
            clientError(new IntegrationError(fault === 'too_large' ? 'too_large' : 'validation_error', faultSentences[fault])),
          );
          return;
        }
        const id = newId();
        const limits = waitingLimits(path);
        let open = true;
        let handled = 0;
        let disarm = (): void => undefined;

        const settle = (): void => {
          open = false;
          disarm();
          leave();
          signal?.removeEventListener('abort', onAbort);
        };
        const giveUp = (error: IntegrationError): void => {
          if (!open) return;
          settle();
          packaged.post({ method: 'cancel', id });
          observer.error(clientError(error));
        };
        const onAbort = (): void => {
          if (signal) giveUp(abortError(signal));
        };
        const arm = (limitMs: number | null): void => {
          disarm();
          if (limitMs === null) return;
          disarm = clock.at(clock.now() + limitMs, () => {
            disarm = clock.at(clock.now() + graceMs, () => {
              giveUp(
                new IntegrationError('timeout_error', 'No answer came from the main process. If this stays so, restart Project Wiz.', {
                  outcome: type === 'mutation' ? 'unknown' : 'none',
                }),
              );
            });
          });
        };

        signal?.addEventListener('abort', onAbort, { once: true });
        arm(limits.answerMs);
        const leave = packaged.follow(id, (count) => {
          arm(type === 'subscription' ? limits.silenceMs : limits.answerMs);
          packaged.post({ method: 'ack.piece', id, count });
        });
        // A fresh operation: electron-trpc would change this one's input, and send its context along (rows 20, 21).
        // Its type asks for a number as id, yet it only passes the id on and looks it up.
        const fresh = { id, type, path, input } as unknown as Operation;
        const inner = packaged.execute({ op: fresh, next: unreachable }).subscribe({
          next: (envelope) => {
            if (!open) return;
            if (type === 'subscription') {
              arm(limits.silenceMs);
              observer.next(envelope);
              if (envelope.result.type === undefined || envelope.result.type === 'data') {
                handled += 1;
                if (handled % acknowledgeEvery === 0) packaged.post({ method: 'ack', id, count: handled });
              }
              return;
            }
            settle();
            observer.next(envelope);
            observer.complete();
          },
          error: (thrown) => {
            if (!open) return;
            settle();
            observer.error(rebuiltError(thrown));
          },
          complete: () => {
            if (!open) return;
            settle();
            observer.complete();
          },
        });
        return () => {
          if (open) {
            settle();
            packaged.post({ method: 'cancel', id });
          }
          inner.unsubscribe();
        };
      });
  return Object.assign(link, { dispose: packaged.dispose });
}

function unreachable(): never {
  throw new TypeError('The IPC link is the last one.');
}
