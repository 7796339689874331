import { abortError, IntegrationError, throwIfAborted } from '@wiz/core';
import type { TransportRequest, TransportResponse } from '@wiz/integration-kit/main';
import { BodyQueue } from './body-queue.ts';
import type { NetHeaders, NetRequest, NetResponse } from './electron-net.ts';

/** One request that is under way. */
export interface Exchange {
  /** Settles when the answer's head is there. */
  readonly response: Promise<TransportResponse>;
  /** Ends it now: the answer, or its body, rejects with this error. */
  end(error: Error): void;
}

const cutOff = 'The answer broke off. Try again.';

/**
 * Sends one request and listens until the answer's body is whole, has failed, or was given up.
 *
 * @param request made, but not sent
 * @param underWay holds the exchange for as long as anything of it is
 */
export function startExchange(
  request: NetRequest,
  { headers, body, signal }: TransportRequest,
  underWay: { add(started: Exchange): unknown; delete(ended: Exchange): unknown },
): Exchange {
  let queue: BodyQueue | undefined;
  let over = false;
  let settle: { resolve(response: TransportResponse): void; reject(error: Error): void } | undefined;
  const response = new Promise<TransportResponse>((resolve, reject) => {
    settle = { resolve, reject };
  });

  const finish = (): void => {
    if (over) return;
    over = true;
    signal.removeEventListener('abort', onAbort);
    underWay.delete(exchange);
  };
  const fail = (error: Error): void => {
    // What the network stack reports of a request that we ended is our own doing.
    if (over) return;
    finish();
    settle?.reject(error);
    queue?.fail(error);
  };
  const end = (error: Error): void => {
    if (over) return;
    fail(error);
    request.abort();
  };
  const onAbort = (): void => {
    end(abortError(signal));
  };

  const exchange: Exchange = { response, end };
  request.on('response', (answer) => {
    queue = receive(answer, {
      whole: finish,
      assertWanted: () => {
        throwIfAborted(signal);
      },
      failed: fail,
      unwanted: () => {
        finish();
        request.abort();
      },
    });
    settle?.resolve({ status: answer.statusCode, header: reader(answer.headers), body: queue });
  });
  request.on('redirect', (status, _method, url, answered) => {
    if (over) return;
    // Nothing is followed, so Electron ends the request by itself when this listener returns.
    finish();
    const found = reader(answered);
    const header = (name: string): string | null => found(name) ?? (name.toLowerCase() === 'location' ? url : null);
    settle?.resolve({ status, header, body: nothing() });
  });
  request.on('error', fail);
  request.on('abort', () => {
    fail(new IntegrationError('network_error', cutOff, { code: 'ERR_ABORTED' }));
  });

  underWay.add(exchange);
  signal.addEventListener('abort', onAbort);
  try {
    for (const [name, value] of Object.entries(headers)) setHeader(request, name, value);
    if (body === undefined) request.end();
    else request.end(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
  } catch (error) {
    end(error instanceof Error ? error : new Error(String(error)));
  }
  return exchange;
}

interface Reception {
  whole(): void;
  assertWanted(): void;
  failed(error: Error): void;
  unwanted(): void;
}

function receive(answer: NetResponse, reception: Reception): BodyQueue {
  const queue = new BodyQueue({
    pause: () => {
      answer.pause();
    },
    resume: () => {
      answer.resume();
    },
    giveUp: () => {
      reception.unwanted();
    },
    // An aborted stream may end as if it were whole.
    assertWanted: () => {
      reception.assertWanted();
    },
  });
  let whole = false;
  const broken = (): void => {
    if (!whole) reception.failed(new IntegrationError('network_error', cutOff, { code: 'ERR_CONNECTION_CLOSED' }));
  };
  answer.on('error', (error) => {
    reception.failed(error);
  });
  answer.on('aborted', broken);
  // A destroyed stream closes without an end, and without an error where it was destroyed without one.
  answer.on('close', broken);
  answer.on('end', () => {
    whole = true;
    queue.finish();
    reception.whole();
  });
  answer.on('data', (chunk) => {
    queue.push(chunk);
  });
  return queue;
}

/** Electron's own error would quote the value, which may be a credential. */
function setHeader(request: NetRequest, name: string, value: string): void {
  try {
    request.setHeader(name, value);
  } catch {
    throw new IntegrationError(
      'configuration_error',
      `The header “${name}” cannot be sent as it is. Check the credentials and the settings.`,
    );
  }
}

function reader(headers: NetHeaders): (name: string) => string | null {
  const byName = new Map(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), typeof value === 'string' ? value : value.join(', ')]),
  );
  return (name) => byName.get(name.toLowerCase()) ?? null;
}

/** The body of an answer that has none. */
async function* nothing(): AsyncGenerator<Uint8Array, void> {
  // Nothing to hand out.
}
