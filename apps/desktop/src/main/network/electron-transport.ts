import { IntegrationError, linkedAbort, orAborted, throwIfAborted } from '@wiz/core';
import type { HttpTransport, TransportRequest, TransportResponse } from '@wiz/integration-kit/main';
import { ChangeLane } from './change-lane.ts';
import { checkHost } from './check-host.ts';
import type { ElectronNetwork, NetRequest, NetSession } from './electron-net.ts';
import { startExchange, type Exchange } from './exchange.ts';

/**
 * Electron's network stack, with the proxy and the certificates of the system, for one connection: a session of its own, in
 * memory, that keeps no cookie, caches nothing, follows no redirect and signs in nowhere. Content comes unpacked. What may
 * change something goes through a second such session, one at a time; see `ChangeLane`. Where a request would go is judged before
 * it is sent; see `checkHost`.
 *
 * Use it after the application is ready.
 *
 * @param connectionKey names the session: two transports with the same key would share one
 */
export function electronTransport<Session extends NetSession>(
  connectionKey: string,
  { session: sessions, net }: ElectronNetwork<Session>,
): HttpTransport {
  const make = (partition: string): Session => {
    // Without `persist:` it lives in memory only.
    const made = sessions.fromPartition(partition, { cache: false });
    // Every session that has a language to check fetches a dictionary for it from Google.
    made.setSpellCheckerLanguages([]);
    return made;
  };
  const session = make(`connection:${connectionKey}`);
  const changes = lazy(() => make(`connection:${connectionKey}:changes`));
  const lane = new ChangeLane(() => changes().closeAllConnections());
  const underWay = new Set<Pick<Exchange, 'end'>>();
  let closed = false;

  const assertWanted = (signal: AbortSignal): void => {
    throwIfAborted(signal);
    if (closed) throw closedBefore();
  };
  const check = async (through: Session, request: TransportRequest): Promise<void> => {
    const link = linkedAbort(request.signal);
    const checking = {
      end: () => {
        link.abort(closedBefore());
      },
    };
    underWay.add(checking);
    try {
      await orAborted(checkHost(through, request), link.signal);
    } finally {
      underWay.delete(checking);
      link.release();
    }
  };
  const exchange = async (through: Session, request: TransportRequest, over?: () => void): Promise<TransportResponse> => {
    assertWanted(request.signal);
    await check(through, request);
    assertWanted(request.signal);
    // Electron's types leave out that the answer is a stream; see electron-net.ts.
    const made = net.request({
      method: request.method,
      url: request.url,
      session: through,
      redirect: 'manual',
      credentials: 'omit',
      useSessionCookies: false,
    }) as NetRequest;
    const known = {
      add: (started: Exchange) => underWay.add(started),
      delete: (ended: Exchange) => {
        over?.();
        return underWay.delete(ended);
      },
    };
    return startExchange(made, request, known).response;
  };

  return {
    send: async (request) =>
      harmless.has(request.method) ? exchange(session, request) : lane.send(request.signal, (over) => exchange(changes(), request, over)),
    close: async () => {
      closed = true;
      for (const exchange of [...underWay]) exchange.end(closedUnderWay());
      // What one of them cannot do goes with the process at the latest: it is all in memory.
      await Promise.allSettled([session, ...(changes.made() ? [changes()] : [])].flatMap(everythingOf));
    },
  };
}

/** Nothing was sent yet. */
function closedBefore(): IntegrationError {
  return new IntegrationError('network_error', 'The connection was closed before the request went out. Try again.', {
    outcome: 'none',
    code: 'ERR_CONNECTION_CLOSED',
  });
}

/** Not a cancel: the caller asked for none, and what was sent may have been done. */
function closedUnderWay(): IntegrationError {
  return new IntegrationError('network_error', 'The connection was closed before the answer was there. Try again.', {
    code: 'ERR_CONNECTION_CLOSED',
  });
}

/** What may be sent twice. @see RFC 9110 §9.2.1 */
const harmless: ReadonlySet<string> = new Set(['GET', 'HEAD']);

function everythingOf(session: NetSession): readonly Promise<void>[] {
  return [session.closeAllConnections(), session.clearStorageData(), session.clearCache(), session.clearAuthCache()];
}

/** Made when it is first asked for. */
function lazy<T>(make: () => T): { (): T; made(): boolean } {
  let held: { readonly value: T } | undefined;
  return Object.assign(() => (held ??= { value: make() }).value, { made: () => held !== undefined });
}
