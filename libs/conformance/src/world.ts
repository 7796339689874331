import { systemClock, type Clock, type IntegrationError } from '@wiz/core';
import { countedSignal } from '@wiz/core/testing';
import { createEngine, type Engine } from '@wiz/engine';
import { MemoryStore, MemoryVault } from '@wiz/engine/testing';
import type { Answer, ConnectionId, ConnectionState, ConnectionView, EngineEvent, PolicyOverrides } from '@wiz/engine/types';
import { nodeTransport, type Integration } from '@wiz/integration-kit/main';
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { OwnTrash } from './own-trash.ts';
import { checkedFailure, errorText } from './failure.ts';
import type { Front } from './front.ts';
import { unverified, withoutProbes } from './quiet-integration.ts';
import type { Ask, End, Left, WorldOptions } from './world-options.ts';
import type { ConnectionDetails } from './stand-in.ts';

/** More than any law sends, so that none of them waits for our own budget. */
const roomy: PolicyOverrides = { perMinute: 1000 };

/** What belongs to one world and is nobody else’s. */
interface Parts {
  readonly log: readonly unknown[];
  readonly chance: { settingUp: boolean };
  readonly trash: OwnTrash;
}

/**
 * An engine as the application has it, in memory, with one connection or more: real clock, real sockets, no back-off, and
 * everything that it tells is kept. One for each cell; it has to be closed.
 */
export class World {
  readonly engine: Engine;
  readonly store: MemoryStore;
  readonly clock: Clock;
  readonly events: readonly EngineEvent[];
  /** Calls that left listeners on their caller's signal. */
  readonly left: Left[] = [];
  readonly #options: WorldOptions;
  readonly #told: unknown[] = [];
  readonly #parts: Parts;
  #first: ConnectionId | undefined;

  private constructor(options: WorldOptions, made: Pick<World, 'engine' | 'store' | 'clock' | 'events'>, parts: Parts) {
    this.#options = options;
    this.#parts = parts;
    ({ engine: this.engine, store: this.store, clock: this.clock, events: this.events } = made);
  }

  static async open(options: WorldOptions): Promise<World> {
    const quiet = options.probes === true ? options.integration : withoutProbes(options.integration);
    const integration = options.unverified === true ? unverified(quiet) : quiet;
    const { contract } = integration;
    const [store, clock, events] = [new MemoryStore(), systemClock(), [] as EngineEvent[]];
    const [log, chance, trash] = [[] as unknown[], { settingUp: false }, new OwnTrash()];
    let ids = 0;
    const engine = await createEngine({
      contracts: { [contract.id]: contract },
      implementations: { [contract.id]: () => Promise.resolve(integration) },
      ...{ store, clock, vault: new MemoryVault() },
      host: { trash: (place) => trash.take(place), userAgent: 'ProjectWiz/conformance' },
      transportFor: () => nodeTransport({ clock }),
      // Back-off takes no time; the first health probe of a connection comes as late as it may.
      random: () => (chance.settingUp ? 0.999 : 0),
      newId: () => `conformance-${String((ids += 1))}`,
      logger: { info: (...line) => log.push(line), error: (...line) => log.push(line) },
    });
    engine.subscribe((event) => events.push(event));
    return new World(options, { engine, store, clock, events }, { log, chance, trash });
  }

  /** The first connection. */
  get connection(): ConnectionId {
    assert.ok(this.#first !== undefined, 'nothing is connected yet');
    return this.#first;
  }

  get contract(): Integration['contract'] {
    return this.#options.integration.contract;
  }

  /** Connects as a person does, with a budget that nothing here uses up. @returns its row */
  async connect({ config, secrets }: ConnectionDetails, policy: PolicyOverrides = {}): Promise<ConnectionView> {
    this.#parts.chance.settingUp = true;
    try {
      const { id } = await this.engine.connections.add({ integration: this.contract.id, config, secrets });
      this.#first ??= id;
      return await this.engine.connections.update(id, { policy: { ...roomy, ...policy } });
    } finally {
      this.#parts.chance.settingUp = false;
    }
  }

  /** The leave to run a destructive operation; undefined for every other one. */
  async ticket(
    operation: string,
    { input = this.example(operation), connection = this.connection }: Ask = {},
  ): Promise<string | undefined> {
    if (this.contract.operations[operation]?.effect !== 'destructive') return undefined;
    const { token, summary, details } = await this.engine.prepare({ connection, operation, input });
    this.#told.push([summary, details]);
    return token;
  }

  /** A ticket, if one is needed, taken while all goes well; the front counts from here. */
  async ready(front: Front, operation: string): Promise<string | undefined> {
    front.restart();
    const ticket = await this.ticket(operation);
    front.restart();
    return ticket;
  }

  example(operation: string): unknown {
    return this.#options.examples[operation];
  }

  /** Runs an operation to its end, a stream to its last event. @throws whatever the engine throws */
  async run(operation: string, ask: Ask = {}): Promise<Answer<unknown>> {
    const { input = this.example(operation), connection = this.connection, force } = ask;
    const ticket = ask.ticket ?? (await this.ticket(operation, ask));
    const counted = countedSignal();
    const leave = (): void => {
      counted.abort(ask.signal?.reason);
    };
    if (ask.signal?.aborted === true) leave();
    ask.signal?.addEventListener('abort', leave, { once: true });
    const request = { connection, operation, input, ticket, force, signal: counted.signal };
    try {
      const answer =
        this.contract.operations[operation]?.chunk === undefined ? await this.engine.run(request) : await this.#readAll(request);
      this.#told.push(answer);
      return answer;
    } catch (error) {
      this.#told.push(errorText(error));
      throw error;
    } finally {
      ask.signal?.removeEventListener('abort', leave);
      if (counted.listeners() > 0) this.left.push({ operation, listeners: counted.listeners() });
    }
  }

  async #readAll(request: Parameters<Engine['stream']>[0]): Promise<Answer<unknown>> {
    let answer: Answer<unknown> | undefined;
    for await (const event of this.engine.stream(request)) {
      if (event.type === 'done') answer = event.answer;
      else this.#told.push(event);
    }
    assert.ok(answer !== undefined, 'the stream ended without an answer');
    return answer;
  }

  /** What it fails with. @throws AssertionError when it answers, or when the failure is not as every failure has to be */
  async failure(operation: string, ask: Ask = {}): Promise<IntegrationError> {
    const end = await this.end(operation, ask);
    assert.ok(end.error !== undefined, `it answered ${inspect(end.answer?.data).slice(0, 300)}`);
    return end.error;
  }

  /** How it ends: well, or with a failure as every failure has to be. */
  async end(operation: string, ask: Ask = {}): Promise<End> {
    try {
      return { answer: await this.run(operation, ask) };
    } catch (thrown) {
      const error = checkedFailure(thrown);
      this.#checkOrigin(error, operation);
      return { error };
    }
  }

  /** A failure says whose it is, and the journal tells it as the caller was told. */
  #checkOrigin(error: IntegrationError, operation: string): void {
    const { integration, correlationId } = error;
    if (correlationId === undefined) return;
    assert.equal(error.operation, operation, 'the failure names another operation');
    assert.equal(integration, this.contract.id, 'the failure names another integration');
    const row = [...this.store.rows.values()].find((run) => run.correlationId === correlationId);
    assert.equal(row?.category, error.category, 'the journal tells another failure than the caller was told');
  }

  async state(connection: ConnectionId = this.connection): Promise<ConnectionState> {
    const found = (await this.engine.health.states()).find((state) => state.connection === connection);
    assert.ok(found !== undefined, 'the connection has no state');
    return found;
  }

  /** Everything that it told: answers, errors with their stacks and causes, journal, log lines and events, as text. */
  told(): string {
    const depth = { depth: 12, maxStringLength: 100_000, maxArrayLength: 1000 };
    return [
      ...this.#told.map((told) => (typeof told === 'string' ? told : JSON.stringify(told))),
      JSON.stringify(this.store.writes),
      inspect(this.#parts.log, depth),
      JSON.stringify(this.events),
    ].join('\n');
  }

  async close(): Promise<void> {
    await this.engine.dispose();
    await this.#parts.trash.empty();
  }
}
