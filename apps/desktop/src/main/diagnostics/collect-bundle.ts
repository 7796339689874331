import { serializeError, toIntegrationError, type Clock } from '@wiz/core';
import type { Engine } from '@wiz/engine';
import type { ConnectionId, ConnectionView, RunDetail } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import type { LogEvent } from '../log/log-events.ts';
import { cleanData, readable } from './clean-data.ts';
import { textCleaner } from './clean-text.ts';
import { logTail, type LogRecord } from './log-tail.ts';
import { markedFields } from './marked-fields.ts';

export interface BundleSources {
  /** @throws {IntegrationError} `storage_error` when it cannot be made */
  readonly engine: () => Promise<Pick<Engine, 'connections' | 'runs' | 'health'>>;
  readonly contractOf: (integration: string) => AnyContract | undefined;
  /** What is kept of a connection's limiter and breaker. */
  readonly governor: (id: ConnectionId) => Promise<unknown>;
  /** Versions, of the application and of what it runs on. */
  readonly application: () => Promise<Readonly<Record<string, string | boolean>>>;
  /** How the store is. */
  readonly store: () => Promise<{ readonly notices: readonly string[]; readonly files: Readonly<Record<string, number>> }>;
  /** Newest first. */
  readonly logFiles: readonly string[];
  readonly clock: Pick<Clock, 'wallNow' | 'sleep'>;
  readonly home: string;
  /** The name of the person's account on this computer. */
  readonly user: string;
}

/** What one diagnostics file holds: everything that helps to understand one connection, and nothing that is private. */
export interface Bundle {
  readonly about: string;
  readonly leftOut: readonly string[];
  readonly format: 1;
  readonly madeAt: string | number;
  readonly application: Readonly<Record<string, unknown>>;
  readonly store: unknown;
  readonly connection: Readonly<Record<string, unknown>>;
  readonly state: unknown;
  readonly limits: unknown;
  readonly metrics: unknown;
  readonly runs: readonly unknown[];
  readonly log: readonly unknown[];
}

export const leftOut: readonly string[] = [
  'Tokens, passwords and other credentials, and their last letters.',
  'What is kept out of the journal, such as the text of a file; and the results of runs.',
  'The label of this connection, your user name on this computer, and the path of your home folder.',
];

/** Runs at most, the newest. */
const mostRuns = 200;
/** Lines of the log at most, the newest. */
const mostLines = 2000;
/** A keychain may ask the person: figures that are not there by then, in milliseconds, are left out. */
const patienceMs = 2000;

/**
 * Gathers what is known of a connection, cleaned. Figures that cannot be had say why; they do not keep the rest back.
 *
 * @throws {IntegrationError} `not_found`, and `storage_error` when nothing can be read
 */
export async function collectBundle(sources: BundleSources, id: ConnectionId): Promise<Bundle> {
  const { clock, home, user } = sources;
  const engine = await sources.engine();
  const connection = engine.connections.get(id);
  const contract = sources.contractOf(connection.integration);
  const text = textCleaner({ home, user, label: connection.label, account: connection.account });
  const clean = (value: unknown): unknown => cleanData(value, text);
  const runs = await latestRuns(engine, id);
  const states = await engine.health.states();
  const ids = new Set(runs.flatMap((run) => [run.id, run.correlationId]));
  const lines = await logTail(sources.logFiles, (line) => belongs(line, id, ids), mostLines);
  return {
    about: 'Diagnostics of one connection of Project Wiz. Read it before you give it to anybody.',
    leftOut,
    format: 1,
    madeAt: readable(clock.wallNow()),
    application: await sources.application(),
    store: clean(await sources.store()),
    connection: connectionPart(connection, contract, clean),
    state: clean(states.find((state) => state.connection === id) ?? null),
    limits: clean(await orReason(() => sources.governor(id), clock)),
    metrics: clean(await orReason(async () => (await engine.health.metrics(id)).metrics, clock)),
    runs: runs.map((run) => runPart(run, contract, clean)),
    log: lines.map(clean),
  };
}

function connectionPart(
  { id, integration, config, contractVersion, enabled, policy, secrets, secretStorage, createdAt, updatedAt }: ConnectionView,
  contract: AnyContract | undefined,
  clean: (value: unknown) => unknown,
): Readonly<Record<string, unknown>> {
  return {
    id,
    integration,
    config: markedFields(contract?.config, config, clean),
    contractVersion,
    enabled,
    policy,
    secrets: { set: Object.keys(secrets), storage: secretStorage },
    createdAt: readable(createdAt),
    updatedAt: readable(updatedAt),
  };
}

/**
 * Field by field: what a later version of the journal keeps beside them is not given away unseen. Not the sentence: of a
 * run that succeeded it quotes the result, of any other the error has it.
 */
function runPart(run: RunDetail, contract: AnyContract | undefined, clean: (value: unknown) => unknown): Readonly<Record<string, unknown>> {
  const { id, correlationId, contractVersion, operation, effect, state, startedAt, durationMs, attempts, chunks, category } = run;
  const input = contract?.operations[operation]?.input;
  return {
    ...{
      id,
      correlationId,
      contractVersion,
      operation,
      effect,
      state,
      startedAt: readable(startedAt),
      durationMs,
      attempts,
      chunks,
      category,
    },
    input: markedFields(input, run.input, clean),
    error: clean(run.error),
    timeline: clean(run.timeline),
  };
}

async function latestRuns({ runs }: Pick<Engine, 'runs'>, connection: ConnectionId): Promise<readonly RunDetail[]> {
  const { items } = await runs.list({ connection, limit: mostRuns });
  // One that is cut out of the journal meanwhile is not there any more.
  const details = await Promise.all(items.map(({ id }) => runs.get(id).catch(() => undefined)));
  return details.filter((run) => run !== undefined);
}

/** They are about the process that all connections share, unless they name one of them. */
const aboutAll: ReadonlySet<unknown> = new Set<LogEvent>(['exit_refused', 'main_blocked']);

/** Whether a line of the log is about this connection, about one of its runs by its ids, or about all connections. */
function belongs(line: LogRecord, connection: ConnectionId, ids: ReadonlySet<unknown>): boolean {
  const { error } = line;
  const inError = (key: string): unknown => (typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined);
  return (
    line['connection'] === connection ||
    (aboutAll.has(line['event']) && line['connection'] === undefined) ||
    inError('connection') === connection ||
    [line['correlationId'], line['run'], inError('correlationId')].some((named) => ids.has(named))
  );
}

/** A part, or why it could not be had in time. */
async function orReason(part: () => Promise<unknown>, clock: Pick<Clock, 'sleep'>): Promise<unknown> {
  const limit = new AbortController();
  const late = clock.sleep(patienceMs, limit.signal).then(
    () => ({ missing: 'It did not come in time.' }),
    () => undefined,
  );
  const missing = (error: unknown): unknown => ({ missing: serializeError(toIntegrationError(error)) });
  try {
    return await Promise.race([part().catch(missing), late]);
  } finally {
    limit.abort();
  }
}
