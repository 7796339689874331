import { IntegrationError, type Clock } from '@wiz/core';
import type { Preview } from '@wiz/integration-kit/main';
import type { ConnectionId, Ticket } from './types/index.ts';

/** How long a person has to confirm, in milliseconds. */
const lifetimeMs = 5 * 60_000;
/** Open tickets at once; the oldest goes first. */
const capacity = 100;

interface Entry {
  readonly connection: ConnectionId;
  readonly operation: string;
  readonly input: string;
  readonly fingerprint: string;
  readonly expires: number;
}

/** One-time leave for destructive runs, bound to connection, operation and input. */
export class Tickets {
  readonly #open = new Map<string, Entry>();
  readonly #clock: Clock;
  readonly #newId: () => string;

  constructor(clock: Clock, newId: () => string) {
    this.#clock = clock;
    this.#newId = newId;
  }

  issue(connection: ConnectionId, operation: string, input: unknown, preview: Preview): Ticket {
    const token = this.#newId();
    this.#open.set(token, {
      connection,
      operation,
      input: canonical(input),
      fingerprint: preview.fingerprint,
      expires: this.#clock.now() + lifetimeMs,
    });
    for (const [oldest] of this.#open) {
      if (this.#open.size <= capacity) break;
      this.#open.delete(oldest);
    }
    return { token, summary: preview.summary, details: preview.details, expiresAt: this.#clock.wallNow() + lifetimeMs };
  }

  /**
   * Takes the ticket away and answers the fingerprint of what was shown.
   *
   * @throws IntegrationError `validation_error` without a ticket that is made for exactly this
   */
  redeem(token: string | undefined, connection: ConnectionId, operation: string, input: unknown): string {
    const entry = token === undefined ? undefined : this.#open.get(token);
    if (token !== undefined) this.#open.delete(token);
    if (entry === undefined) {
      throw new IntegrationError('validation_error', 'This needs to be confirmed first. Look at what will happen, then confirm.');
    }
    if (entry.expires <= this.#clock.now()) {
      throw new IntegrationError('validation_error', 'The confirmation is too old. Look again at what will happen, then confirm.');
    }
    if (entry.connection !== connection || entry.operation !== operation || entry.input !== canonical(input)) {
      throw new IntegrationError(
        'validation_error',
        'The confirmation was given for something else. Look at what will happen, then confirm.',
      );
    }
    return entry.fingerprint;
  }
}

/** The same text for the same data, whatever the order of its keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
