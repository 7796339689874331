import {
  cacheKey,
  cancelled,
  IntegrationError,
  isIntegrationError,
  linkedAbort,
  orAborted,
  throwIfAborted,
  toIntegrationError,
  type AnswerOrigin,
  type Call,
  type Env,
  type ErrorCategory,
  type LinkedAbort,
} from '@wiz/core';
import { parse, type AnyOperation } from '@wiz/integration-kit/contract';
import type { CallScope } from '@wiz/integration-kit/main';
import type { Connections } from './connections.ts';
import type { ConnectionRuntime } from './connection-runtime.ts';
import { doneSentence } from './done-sentence.ts';
import { journalInput } from './journal-input.ts';
import type { Journal } from './journal.ts';
import { leaveOut } from './left-out.ts';
import { logUnexpected } from './log-unexpected.ts';
import type { Logger } from './ports.ts';
import { PartialOutput } from './partial-output.ts';
import { Pending } from './pending.ts';
import type { Recorders } from './recorders.ts';
import { resolveRequest } from './resolve-request.ts';
import type { RunRecorder } from './run-recorder.ts';
import { StreamGate } from './stream-gate.ts';
import type { Tickets } from './tickets.ts';
import { RunId, type Answer, type ConnectionId, type RunRequest } from './types/index.ts';
import { Warnings } from './warnings.ts';

/** A shorter sleep of the computer is none that calls do not live through, in milliseconds. */
const shortestSleepMs = 5000;
/** After a longer one, reads that were under way begin anew within so many milliseconds, not all at once. */
const anewMs = 5000;

/** How what was under way may end that the computer slept through. */
const lostAsleep: ReadonlySet<ErrorCategory> = new Set(['network_error', 'timeout_error', 'overloaded']);

export interface ExecutorOptions {
  readonly connections: Connections;
  readonly tickets: Tickets;
  readonly journal: Journal;
  readonly recorders: Recorders;
  readonly env: Env;
  readonly logger: Logger;
  readonly newId: () => string;
  /** Told when kept answers of these reads became worthless. */
  readonly onInvalidated: (connection: ConnectionId, operations: readonly string[]) => void;
}

/** The life of one call: found, checked, journalled, governed, run, checked again, journalled. */
export class Executor {
  readonly #options: ExecutorOptions;
  readonly #active = new Map<RunId, LinkedAbort>();
  readonly #running = new Pending();
  readonly #working = new Pending();
  readonly #offWake: () => void;
  /** How often the computer has slept. */
  #sleeps = 0;
  #closed: IntegrationError | undefined;

  constructor(options: ExecutorOptions) {
    this.#options = options;
    this.#offWake = options.env.clock.onWake((missedMs) => {
      if (missedMs >= shortestSleepMs) this.#sleeps += 1;
    });
  }

  /** Ends a run; false when it is over already or was never there. */
  cancel(id: RunId): boolean {
    const active = this.#active.get(id);
    active?.abort(cancelled());
    return active !== undefined;
  }

  /** Ends every run with this reason and refuses new ones; settles when all are in the journal. */
  async close(reason: IntegrationError): Promise<void> {
    this.#closed = reason;
    this.#offWake();
    for (const active of this.#active.values()) active.abort(reason);
    await this.#running.ended();
  }

  /** Settles when the handlers have really ended, also those of runs that were given up. */
  async idle(): Promise<void> {
    await this.#working.ended();
  }

  /**
   * Runs one operation to its end.
   *
   * @param gate where a streamed operation delivers; its first progress names the run
   * @throws IntegrationError and nothing else
   */
  async run(request: RunRequest, gate?: StreamGate): Promise<Answer<unknown>> {
    if (this.#closed !== undefined) throw this.#closed;
    return this.#running.add(this.#run(request, gate));
  }

  async #run(request: RunRequest, gate: StreamGate | undefined): Promise<Answer<unknown>> {
    const { connections, env, newId, journal, recorders, tickets } = this.#options;
    const { connection, operation, contractVersion, input } = resolveRequest(connections, request);
    const fingerprint =
      operation.effect === 'destructive' ? tickets.redeem(request.ticket, request.connection, request.operation, input) : undefined;
    const id = RunId.parse(newId());
    // Two runs at once by the same id would be told of each other’s attempts.
    const correlationId = request.correlationId === undefined || recorders.has(request.correlationId) ? newId() : request.correlationId;
    const facts = { id, connection, operation: request.operation, effect: operation.effect, contractVersion, correlationId };
    const recorder = recorders.open({ ...facts, input: journalInput(operation, input) }, leaveOut(operation, input));
    const mustLast = operation.effect === 'write' || operation.effect === 'destructive';
    const abort = linkedAbort(request.signal ?? new AbortController().signal);
    this.#active.set(id, abort);
    let untrack: (() => void) | undefined;
    // Attempts from the moment when the change is handed to the handler until that says that nothing was done.
    const maybeDone = new Set<object>();
    let work: Promise<unknown> | undefined;
    let origin: AnswerOrigin | undefined;
    let runtime: ConnectionRuntime | undefined;
    try {
      await journal.begin(recorder, mustLast);
      gate?.report(id, { done: 0 });
      const live = await recorder.waitFor('connection', null, () => orAborted(connections.runtime(request.connection), abort.signal));
      runtime = live;
      untrack = live.track(abort);
      // Whoever asks past the cache does not want to be shown the old answer again afterwards.
      if (request.force === true && operation.cache !== undefined) live.cache.invalidate(request.operation);
      const call: Call = {
        operation: request.operation,
        effect: operation.effect,
        attempt: 1,
        signal: abort.signal,
        correlationId,
        cost: operation.cost,
        ...(gate === undefined ? {} : { stream: gate }),
        ...(operation.idempotencyKey ? { idempotencyKey: id } : {}),
        ...(request.force === true
          ? { probe: true }
          : operation.cache === undefined
            ? {}
            : { cacheKey: cacheKey(request.operation, input) }),
        origin: (from) => {
          origin = from;
        },
      };
      const govern = live.pipelineFor(request.operation, operation);
      const perform = async ({ signal }: Call): Promise<unknown> => {
        const attempt = {};
        const { rate } = live;
        const scope: CallScope = { signal, correlationId, idempotencyKey: id, rate, notice: live.noticeOf(request.operation) };
        // Of this attempt alone: what another one lacked is of no matter to its answer.
        const warnings = new Warnings();
        try {
          if (fingerprint !== undefined) {
            const now = await live.connected.preview(request.operation, input, scope);
            if (now.fingerprint !== fingerprint) {
              throw new IntegrationError('conflict', 'It has changed since you confirmed. Nothing was done; look again, then confirm.');
            }
          }
          // Who was told that nothing was done must be right, however late the look came to its end.
          throwIfAborted(signal);
          if (mustLast) maybeDone.add(attempt);
          const raw = await this.#working.add(
            (work = live.connected.handle(request.operation, input, {
              ...scope,
              warn: (sentence) => {
                warnings.add(live.cleanText(sentence));
              },
              // Late progress of an attempt that was given up must not lift the limits of the next.
              progress: (progress) => {
                if (!signal.aborted) gate?.report(id, progress);
              },
              chunk: async (chunk) => {
                if (gate === undefined || operation.chunk === undefined) throw new TypeError(`"${request.operation}" is not streamed.`);
                await gate.push(parse(operation.chunk, chunk, 'protocol_error', 'A part of the answer was not as promised.'), signal);
              },
            })),
          );
          const output = parse(operation.output, raw, 'protocol_error', 'The answer was not as promised.');
          const { sentences } = warnings;
          return sentences.length === 0 ? output : new PartialOutput(output, sentences);
        } catch (thrown) {
          // The integration's own error says itself whether a change may have been made; anything else cannot know it.
          const begun = maybeDone.has(attempt);
          const error = live.clean(toIntegrationError(thrown, begun && !isIntegrationError(thrown) ? { outcome: 'unknown' } : {}));
          logUnexpected(this.#options.logger, thrown, error, {
            correlationId,
            connection: connection.id,
            operation: request.operation,
          });
          if (error.outcome !== 'unknown' && !gaveUp(error) && error.category !== 'protocol_error') maybeDone.delete(attempt);
          throw maybeDone.has(attempt) ? error.with({ outcome: 'unknown' }) : error;
        }
      };
      const mayBeginAnew = (): boolean => operation.effect === 'read' && gate?.started !== true;
      const given = await this.#throughSleep(() => govern(perform, call), mayBeginAnew, recorder, abort.signal);
      const { output, warnings: missing } = given instanceof PartialOutput ? given : { output: given, warnings: [] };
      recorder.succeed(doneSentence(operation.done, output), gate?.count ?? 0);
      const warnings = [...missing, ...(await journal.end(recorder, mustLast))];
      return {
        data: output,
        asOf: origin?.asOf ?? env.clock.wallNow(),
        cached: origin?.cached ?? false,
        stale: origin?.stale ?? false,
        attempts: recorder.attempts,
        runId: id,
        ...(warnings.length === 0 ? {} : { warnings }),
      };
    } catch (thrown) {
      const error = this.#failure(thrown, maybeDone.size > 0, {
        integration: connection.integration,
        connection: connection.id,
        operation: request.operation,
        correlationId,
        attempts: Math.max(1, recorder.attempts),
      });
      recorder.fail(error, gate?.count ?? 0);
      await journal.end(recorder, mustLast && recorder.begun);
      throw error;
    } finally {
      // Also after a change whose answer was lost: it may have been made.
      if (runtime !== undefined && recorder.begun && operation.invalidates.length > 0)
        this.#invalidateUntilOver(request.connection, runtime, operation, work);
      untrack?.();
      abort.release();
      recorders.close(recorder);
      this.#active.delete(id);
    }
  }

  /**
   * What was under way when the computer slept is lost, whatever it says of itself: its deadline has passed, its sockets
   * are dead. A read begins anew then, once, with all its time.
   */
  async #throughSleep<T>(perform: () => Promise<T>, mayBeginAnew: () => boolean, recorder: RunRecorder, signal: AbortSignal): Promise<T> {
    const { env, recorders } = this.#options;
    const sleeps = this.#sleeps;
    try {
      return await perform();
    } catch (thrown) {
      if (sleeps === this.#sleeps || signal.aborted || !isIntegrationError(thrown) || !lostAsleep.has(thrown.category)) throw thrown;
      const { outcome, attempts } = thrown;
      if (!mayBeginAnew())
        throw new IntegrationError('network_error', 'The computer slept on the way. Try again.', { outcome, attempts, cause: thrown });
    }
    recorders.leave(recorder);
    const waitMs = env.random() * anewMs;
    await recorder.waitFor('wake', waitMs, () => env.clock.sleep(waitMs, signal));
    return perform();
  }

  /** Now, and again should the work go on after its run was given up. */
  #invalidateUntilOver(
    connection: ConnectionId,
    runtime: ConnectionRuntime,
    { invalidates }: AnyOperation,
    work: Promise<unknown> | undefined,
  ): void {
    const invalidate = (): void => {
      for (const name of invalidates) runtime.cache.invalidate(name);
      this.#options.onInvalidated(connection, invalidates);
    };
    invalidate();
    if (work !== undefined && this.#working.has(work)) work.then(invalidate, invalidate);
  }

  #failure(thrown: unknown, mayBeDone: boolean, facts: Parameters<typeof toIntegrationError>[1]): IntegrationError {
    const error = toIntegrationError(thrown, facts);
    if (!isIntegrationError(thrown)) this.#options.logger.error('unexpected error in a run', { error: thrown, ...facts });
    // Who gave up waiting for a change does not know whether it was made, unless it was never begun.
    if (!mayBeDone) return error.with({ outcome: 'none' });
    if (error.outcome !== 'unknown' && !gaveUp(error)) return error;
    const what = error.message.replace(/ (Try|Run it) again\.$/, '');
    return error.with({ outcome: 'unknown' }, `${what} It may have been done; check before you run it again.`);
  }
}

function gaveUp({ category }: IntegrationError): boolean {
  return category === 'cancelled' || category === 'timeout_error';
}
