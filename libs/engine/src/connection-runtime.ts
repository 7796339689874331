import {
  Bulkhead,
  deadline,
  pipeline,
  retry,
  RetryBudget,
  timeout,
  type Env,
  type IntegrationError,
  type LinkedAbort,
  type Policy,
} from '@wiz/core';
import type { AnyOperation } from '@wiz/integration-kit/contract';
import type { ConnectedIntegration } from '@wiz/integration-kit/main';

/** Defaults of the specification, in milliseconds. */
const defaultAttemptMs = 30_000;
const defaultDeadlineMs = 60_000;

/** Everything that one connection holds while the application runs. Nothing about a call is global. */
export class ConnectionRuntime {
  readonly integration: string;
  readonly connected: ConnectedIntegration;
  readonly #env: Env;
  readonly #retry: Policy;
  readonly #bulkhead: Bulkhead;
  readonly #pipelines = new Map<string, Policy>();
  readonly #active = new Set<LinkedAbort>();

  constructor(integration: string, connected: ConnectedIntegration, env: Env) {
    this.integration = integration;
    this.connected = connected;
    this.#env = env;
    this.#retry = retry(env, { budget: new RetryBudget(env.clock) });
    this.#bulkhead = new Bulkhead(env);
  }

  /** The policies around one operation: its own limits, the connection's shared state. */
  pipelineFor(name: string, operation: AnyOperation): Policy {
    const known = this.#pipelines.get(name);
    if (known !== undefined) return known;
    const { attemptMs = defaultAttemptMs, deadlineMs = defaultDeadlineMs } = operation.limits;
    const made = pipeline({
      deadline: deadline(this.#env, { ms: deadlineMs }),
      retry: this.#retry,
      bulkhead: this.#bulkhead.policy,
      attemptTimeout: timeout(this.#env, { ms: attemptMs }),
    });
    this.#pipelines.set(name, made);
    return made;
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
    for (const call of this.#active) call.abort(reason);
    await this.connected.disconnect();
  }
}
