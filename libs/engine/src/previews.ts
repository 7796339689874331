import { IntegrationError, linkedAbort, orAborted, toIntegrationError, type Call, type LinkedAbort } from '@wiz/core';
import type { Connections } from './connections.ts';
import type { ConnectionRuntime } from './connection-runtime.ts';
import { logUnexpected } from './log-unexpected.ts';
import { Pending } from './pending.ts';
import type { Logger } from './ports.ts';
import { resolveRequest } from './resolve-request.ts';
import type { Tickets } from './tickets.ts';
import type { RunRequest, Ticket } from './types/index.ts';

export interface PreviewsOptions {
  readonly connections: Connections;
  readonly tickets: Tickets;
  readonly logger: Logger;
  readonly newId: () => string;
}

/** Looks what destructive operations would do, and gives the leave to do exactly that. */
export class Previews {
  readonly #options: PreviewsOptions;
  readonly #active = new Set<LinkedAbort>();
  readonly #running = new Pending();
  readonly #working = new Pending();
  #closed: IntegrationError | undefined;

  constructor(options: PreviewsOptions) {
    this.#options = options;
  }

  /**
   * What it would do now, with a ticket for doing it. Ends when the caller leaves, the connection is changed or removed,
   * or the engine is closed.
   *
   * @throws IntegrationError and nothing else
   */
  async prepare(request: RunRequest): Promise<Ticket> {
    if (this.#closed !== undefined) throw this.#closed;
    return this.#running.add(this.#prepare(request));
  }

  /** Ends every preview with this reason and refuses new ones; settles when their callers have been told. */
  async close(reason: IntegrationError): Promise<void> {
    this.#closed = reason;
    for (const active of this.#active) active.abort(reason);
    await this.#running.ended();
  }

  /** Settles when the handlers have really ended. */
  async idle(): Promise<void> {
    await this.#working.ended();
  }

  async #prepare(request: RunRequest): Promise<Ticket> {
    const { connections, tickets, logger, newId } = this.#options;
    const { operation, input } = resolveRequest(connections, request);
    if (operation.effect !== 'destructive') {
      throw new IntegrationError('validation_error', 'Only destructive operations need to be confirmed.', { operation: request.operation });
    }
    const correlationId = request.correlationId ?? newId();
    const abort = linkedAbort(request.signal ?? new AbortController().signal);
    this.#active.add(abort);
    let runtime: ConnectionRuntime | undefined;
    let untrack: (() => void) | undefined;
    try {
      const live = await orAborted(connections.runtime(request.connection), abort.signal);
      runtime = live;
      untrack = live.track(abort);
      const call: Call = { operation: request.operation, effect: 'read', attempt: 1, signal: abort.signal, correlationId };
      const preview = await live.previewPolicy(({ signal }) => {
        const scope = { signal, correlationId, idempotencyKey: correlationId, rate: live.rate, notice: live.noticeOf(request.operation) };
        return this.#working.add(live.connected.preview(request.operation, input, scope));
      }, call);
      return tickets.issue(request.connection, request.operation, input, preview);
    } catch (thrown) {
      const error = toIntegrationError(thrown, { connection: request.connection, operation: request.operation, outcome: 'none' });
      const told = runtime?.clean(error) ?? error;
      logUnexpected(logger, thrown, told, { correlationId, connection: request.connection, operation: request.operation });
      throw told;
    } finally {
      untrack?.();
      abort.release();
      this.#active.delete(abort);
    }
  }
}
