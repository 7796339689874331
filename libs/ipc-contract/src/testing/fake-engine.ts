import { IntegrationError } from '@wiz/core';
import { RunId, type Caller, type EngineEvent, type RunRequest, type StreamEvent, type Verified } from '@wiz/engine/types';
import type { EngineFacade } from '../main/facade.ts';

const runId = RunId.parse('run-1');

/** An engine whose operations a test writes down as it needs them, and which notes what it was asked. */
export class FakeEngine implements EngineFacade {
  readonly requests: RunRequest[] = [];
  /** Who tried a connection. */
  readonly callers: Caller[] = [];
  onVerify: () => Promise<Verified> = () => Promise.resolve({ account: 'a', label: 'A' });
  networkChanges = 0;
  readonly listeners = new Set<(event: EngineEvent) => void>();
  onRun: (request: RunRequest) => Promise<unknown> = ({ input }) => Promise.resolve(input);
  onStream: (request: RunRequest) => AsyncIterable<StreamEvent<unknown, unknown>> = () => streamOf([]);
  /** Asked before every call. */
  ready: () => Promise<EngineFacade> = () => Promise.resolve(this);

  readonly connections: EngineFacade['connections'] = {
    list: () => [],
    verify: (_draft, _id, caller) => {
      this.callers.push(caller);
      return this.onVerify();
    },
    secretSources: () => Promise.resolve([]),
    keychain: () => Promise.resolve('strong'),
    add: missing,
    update: missing,
    protect: missing,
    remove: () => Promise.resolve(),
  };
  readonly runs: EngineFacade['runs'] = {
    list: () => Promise.resolve({ items: [], nextCursor: null }),
    get: missing,
    again: missing,
    cancel: () => false,
    clear: () => Promise.resolve(),
  };

  readonly health: EngineFacade['health'] = {
    states: () => Promise.resolve([]),
    check: missing,
    metrics: missing,
    resetMetrics: () => Promise.resolve(),
  };

  networkChanged(): void {
    this.networkChanges += 1;
  }

  prepare(request: RunRequest): ReturnType<EngineFacade['prepare']> {
    this.requests.push(request);
    return Promise.resolve({ token: 'token', summary: 'Erases it.', details: [], expiresAt: 0 });
  }

  async run(request: RunRequest): ReturnType<EngineFacade['run']> {
    this.requests.push(request);
    return { data: await this.onRun(request), asOf: 0, cached: false, stale: false, attempts: 1, runId };
  }

  stream(request: RunRequest): AsyncIterable<StreamEvent<unknown, unknown>> {
    this.requests.push(request);
    return this.onStream(request);
  }

  subscribe(listener: (event: EngineEvent) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }
}

export function chunk(value: unknown): StreamEvent<unknown, unknown> {
  return { type: 'chunk', chunk: value };
}

/** A stream of these events. */
export async function* streamOf(events: Iterable<StreamEvent<unknown, unknown>>): AsyncGenerator<StreamEvent<unknown, unknown>, void> {
  for (const event of events) yield await Promise.resolve(event);
}

function missing(): Promise<never> {
  return Promise.reject(new IntegrationError('not_found', 'It is not there.'));
}
