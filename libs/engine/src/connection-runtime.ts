import {
  Bulkhead,
  Cache,
  categories,
  CircuitBreaker,
  deadline,
  Env,
  Health,
  Metrics,
  pipeline,
  RateLimiter,
  retry,
  RetryBudget,
  timeout,
  type Call,
  type ErrorCategory,
  type IntegrationError,
  type LinkedAbort,
  type Policy,
  type PolicyEvent,
} from '@wiz/core';
import type { AnyContract, AnyOperation } from '@wiz/integration-kit/contract';
import type { ApiNotice, ConnectedIntegration, HttpTransport, RateControl } from '@wiz/integration-kit/main';
import { sizeToKeep } from './partial-output.ts';
import { settleMs } from './settling.ts';
import type { SecretTexts } from './secret-keeper.ts';
import { VendorNotices } from './vendor-notices.ts';
import { textWithoutSecrets, withoutSecrets } from './without-secrets.ts';
import { contractPerMinute, policyLimits, type ConnectionMetrics, type ConnectionState, type ConnectionView } from './types/index.ts';

/** All attempts and waits of one call have to be over within this, in milliseconds, unless the operation says otherwise. */
const defaultDeadlineMs = 60_000;
/** A health probe has to be over within this, in milliseconds, and a preview within that. */
const probeMs = 5000;
const previewMs = 30_000;

/** More than anything here can send: it never waits, but can still be paused. */
const unlimited = { perMinute: 1e9, burst: 1e6 };
const ofTheNetwork: ReadonlySet<ErrorCategory> = new Set(['network_error', 'timeout_error']);

/** The longest that giving a client back may take, in milliseconds. */
const disconnectMs = 1000;

export interface RuntimeOptions {
  readonly connection: ConnectionView;
  readonly contract: AnyContract;
  /** What no error of this connection may quote. */
  readonly secrets: SecretTexts;
  readonly connected: ConnectedIntegration;
  readonly transport: HttpTransport;
  readonly env: Pick<Env, 'clock' | 'random'>;
  /** Where the policies of this connection report to. */
  readonly onEvent: (runtime: ConnectionRuntime, event: PolicyEvent, call: Call | undefined) => void;
  /** Told when the system announces the end of something that was not known yet. */
  readonly onNoticed: (runtime: ConnectionRuntime) => void;
  /** What an earlier runtime of this connection left behind; anything that is no such state is ignored. */
  readonly governor: unknown;
}

/** Everything that one connection holds while the application runs. Nothing about a call is global. */
export class ConnectionRuntime {
  readonly connection: ConnectionView;
  readonly integration: string;
  readonly connected: ConnectedIntegration;
  readonly metrics: Metrics;
  readonly cache: Cache;
  /** What the service hands on of the system's own limits. */
  readonly rate: RateControl;
  /** Around a health probe: never repeated, never cached, and held like everything else when the system asked for silence. */
  readonly probePolicy: Policy;
  /** Around a look at what a change would do: never repeated, never cached. */
  readonly previewPolicy: Policy;
  readonly #options: RuntimeOptions;
  readonly #env: Env;
  readonly #retry: Policy;
  readonly #breaker: CircuitBreaker;
  readonly #limiter: RateLimiter;
  readonly #bulkhead: Bulkhead;
  readonly #health: Health;
  readonly #notices: VendorNotices;
  readonly #perMinute: number | null;
  readonly #pipelines = new Map<string, Policy>();
  readonly #active = new Set<LinkedAbort>();
  readonly #offWake: () => void;
  /** When the network has had its time to be there again after the computer woke. */
  #settledAt = -Infinity;
  #pausedUntil: number | null = null;
  #disposed = false;

  constructor(options: RuntimeOptions) {
    const { connection, contract, env, onEvent, governor } = options;
    const { policy } = connection;
    this.#options = options;
    this.connection = connection;
    this.integration = contract.id;
    this.connected = options.connected;
    this.#env = new Env({
      clock: env.clock,
      random: env.random,
      sink: (event, call) => {
        if (event.type === 'paused') this.#pausedUntil = env.clock.wallNow() + event.ms;
        onEvent(this, event, call);
      },
    });
    this.#perMinute = policy.perMinute ?? contractPerMinute(contract);
    this.metrics = new Metrics(this.#env);
    this.cache = new Cache(this.#env, { sizeOf: sizeToKeep });
    this.#retry = retry(this.#env, {
      budget: new RetryBudget(env.clock),
      retries: policy.retries ?? policyLimits.retries.standard,
    });
    this.#offWake = env.clock.onWake(() => {
      this.#settledAt = env.clock.now() + settleMs;
    });
    this.#breaker = new CircuitBreaker(this.#env, {
      failures: policy.breakerFailures ?? policyLimits.breakerFailures.standard,
      // A network that is not there yet would close every connection for a minute.
      blames: ({ category }) => categories[category].blamesSystem && (env.clock.now() >= this.#settledAt || !ofTheNetwork.has(category)),
    });
    this.#bulkhead = new Bulkhead(this.#env);
    this.#limiter = new RateLimiter(this.#env, {
      bulkhead: this.#bulkhead,
      ...(this.#perMinute === null ? unlimited : { perMinute: this.#perMinute }),
      ...(policy.perMinute === undefined && contract.budget?.burst !== undefined ? { burst: contract.budget.burst } : {}),
    });
    this.#health = new Health(this.#env);
    this.#notices = new VendorNotices(env.clock);
    this.probePolicy = this.#once(probeMs);
    this.previewPolicy = this.#once(previewMs);
    if (typeof governor === 'object' && governor !== null) {
      this.#breaker.restore(Reflect.get(governor, 'breaker'));
      this.#limiter.restore(Reflect.get(governor, 'limiter'));
      this.#notices.restore(Reflect.get(governor, 'notices'));
    }
    this.rate = {
      pause: (ms) => {
        this.#limiter.pause(ms);
      },
      observe: (server) => {
        this.#limiter.observe(server);
      },
    };
  }

  /** The policies around one operation: its own limits, the connection's shared state. */
  pipelineFor(name: string, operation: AnyOperation): Policy {
    const known = this.#pipelines.get(name);
    if (known !== undefined) return known;
    const { attemptMs = policyLimits.timeoutMs.standard, deadlineMs = defaultDeadlineMs } = operation.limits;
    const made = pipeline({
      metrics: this.metrics.policy,
      cache: operation.cache === undefined ? undefined : this.cache.policy({ ...operation.cache, tags: [name] }),
      deadline: deadline(this.#env, { ms: deadlineMs }),
      retry: this.#retry,
      breaker: this.#breaker.policy,
      rateLimit: this.#limiter.policy,
      bulkhead: this.#bulkhead.policy,
      health: this.#health.policy,
      attemptTimeout: timeout(this.#env, { ms: this.connection.policy.timeoutMs ?? attemptMs }),
    });
    this.#pipelines.set(name, made);
    return made;
  }

  /** The policies around a single attempt that has to be over within so many milliseconds. */
  #once(ms: number): Policy {
    return pipeline({
      deadline: deadline(this.#env, { ms }),
      breaker: this.#breaker.policy,
      rateLimit: this.#limiter.policy,
      bulkhead: this.#bulkhead.policy,
      health: this.#health.policy,
      attemptTimeout: timeout(this.#env, { ms }),
    });
  }

  /** Whether it was given up: what it still reports is of the past. */
  get disposed(): boolean {
    return this.#disposed;
  }

  /** The error without what of this connection's secrets a service may have put into it. */
  clean(error: IntegrationError): IntegrationError {
    return withoutSecrets(error, this.#options.secrets);
  }

  /** A sentence of a service, without them too. */
  cleanText(text: string): string {
    return textWithoutSecrets(text, this.#options.secrets);
  }

  /** Milliseconds until the circuit lets a probe go; null while it is closed or only a person can close it. */
  get circuitRetryMs(): number | null {
    const { state, retryInMs } = this.#breaker.report();
    return state === 'closed' ? null : retryInMs;
  }

  state(): ConnectionState {
    const { clock } = this.#env;
    const { state, retryInMs, lastFailure } = this.#breaker.report();
    const now = clock.wallNow();
    return {
      connection: this.connection.id,
      health: this.#health.report(),
      circuit: { at: state, nextTryAt: state === 'closed' || retryInMs === null ? null : now + retryInMs, lastFailure },
      budget: {
        perMinute: this.#perMinute,
        waiting: this.#limiter.waiting,
        pausedUntil: this.#pausedUntil !== null && this.#pausedUntil > now ? this.#pausedUntil : null,
      },
      running: this.#bulkhead.running,
      reconnect: null,
      attention: null,
      reconnecting: false,
      notices: this.#notices.list,
    };
  }

  metricsView(): ConnectionMetrics {
    return { connection: this.connection.id, metrics: this.metrics.snapshot() };
  }

  /** What has to survive a restart, as plain data. Settings that were proven anew start with a closed circuit, and with the budget as it was. */
  governorState(provenAnew = false): unknown {
    const kept = { limiter: this.#limiter.snapshot(), notices: this.#notices.snapshot() };
    return provenAnew ? kept : { ...kept, breaker: this.#breaker.snapshot() };
  }

  /** Takes what answers to this operation say of the end of what it uses. */
  noticeOf(operation: string): (notice: ApiNotice) => void {
    return (notice) => {
      if (this.#notices.met(notice, operation)) this.#options.onNoticed(this);
    };
  }

  /** Registers a call, so that a disconnect can end it; returns the release function. */
  track(call: LinkedAbort): () => void {
    this.#active.add(call);
    return () => {
      this.#active.delete(call);
    };
  }

  /** Ends every call and gives back what the client holds. */
  async dispose(reason: IntegrationError): Promise<void> {
    this.#disposed = true;
    this.#offWake();
    for (const call of this.#active) call.abort(reason);
    this.cache.clear();
    const limit = new AbortController();
    try {
      await Promise.race([this.connected.disconnect(), this.#env.clock.sleep(disconnectMs, limit.signal).catch(() => undefined)]);
    } finally {
      limit.abort();
      await this.#options.transport.close();
    }
  }
}
