import { abortError, linkedAbort, throwIfAborted, timeout, toIntegrationError, type Call, type Env } from '@wiz/core';
import { parse, type AnyContract } from '@wiz/integration-kit/contract';
import type { ConnectedIntegration, HostPorts, HttpTransport, Identity, Integration } from '@wiz/integration-kit/main';
import { giveBack } from './give-back.ts';
import { logUnexpected } from './log-unexpected.ts';
import { assertKeptSecretsStayHere } from './kept-secrets.ts';
import { lazyTransport } from './lazy-transport.ts';
import type { Logger } from './ports.ts';
import type { SecretKeeper, SecretTexts } from './secret-keeper.ts';
import type { SecretSources } from './secret-sources.ts';
import { Slots } from './slots.ts';
import type { Caller, ConnectionDraft, ConnectionView } from './types/index.ts';
import { withoutSecrets } from './without-secrets.ts';

/** A connection has to prove itself within this time, in milliseconds. */
const verifyMs = 15_000;

export interface ProverOptions {
  readonly load: (contract: AnyContract) => Promise<Integration>;
  readonly secrets: SecretKeeper;
  readonly sources: SecretSources;
  readonly host: Omit<HostPorts, 'transport'>;
  /** The network for one trial. */
  readonly transportFor: (key: string) => HttpTransport;
  readonly env: Env;
  readonly newId: () => string;
  readonly logger: Logger;
  /** Ends every trial. */
  readonly signal: AbortSignal;
}

/** What a draft was found to be. */
export interface Proof {
  readonly identity: Identity;
  readonly config: Readonly<Record<string, unknown>>;
  /** The contract's. */
  readonly version: string;
  readonly texts: SecretTexts;
}

/** Tries drafts of connections against the real system. Keeps nothing. */
export class Prover {
  readonly #options: ProverOptions;
  readonly #trials = new Slots();

  constructor(options: ProverOptions) {
    this.#options = options;
  }

  /**
   * @param saved the connection that the draft is meant to change
   * @param caller its cancel ends the trial, and the program that is asked for a login
   * @throws IntegrationError with the integration's own reason, without any secret in it
   */
  async prove(contract: AnyContract, draft: ConnectionDraft, saved: ConnectionView | undefined, caller: Caller = {}): Promise<Proof> {
    const { signal } = caller;
    if (signal === undefined) return this.#prove(contract, draft, saved, caller.correlationId, this.#options.signal);
    throwIfAborted(signal);
    const link = linkedAbort(this.#options.signal);
    const end = (): void => {
      link.abort(abortError(signal));
    };
    signal.addEventListener('abort', end, { once: true });
    try {
      return await this.#prove(contract, draft, saved, caller.correlationId, link.signal);
    } finally {
      signal.removeEventListener('abort', end);
      link.release();
    }
  }

  async #prove(
    contract: AnyContract,
    draft: ConnectionDraft,
    saved: ConnectionView | undefined,
    correlationId: string | undefined,
    signal: AbortSignal,
  ): Promise<Proof> {
    const { secrets, sources, newId } = this.#options;
    const config = parse(contract.config, draft.config, 'validation_error', 'The settings of this connection are not right.');
    const read = draft.secretsFrom === undefined ? {} : await sources.read(contract, draft.secretsFrom, config, signal);
    const given = { ...draft, secrets: { ...draft.secrets, ...read } };
    if (saved !== undefined) assertKeptSecretsStayHere(contract, saved, given, config);
    const texts = await secrets.check(contract, given, saved);
    const identity = await this.#verify(contract, config, texts, { correlationId: correlationId ?? newId(), signal });
    // `defineContract` admits only z.object as config.
    return { identity, config: config as Readonly<Record<string, unknown>>, version: contract.page.version, texts };
  }

  async #verify(
    contract: AnyContract,
    config: unknown,
    texts: SecretTexts,
    asked: Pick<Call, 'correlationId' | 'signal'>,
  ): Promise<Identity> {
    const { env, secrets, host, transportFor, logger } = this.#options;
    const integration = await this.#options.load(contract);
    let slot: number | undefined;
    const transport = lazyTransport(() => transportFor(`trial-${String((slot = this.#trials.take()))}`));
    let connected: ConnectedIntegration | undefined;
    try {
      const client = integration.connect({
        config,
        secrets: secrets.parsed(contract, texts),
        host: { ...host, transport },
        account: undefined,
      });
      connected = client;
      const limit = timeout(env, { ms: verifyMs });
      const call = { operation: 'verify', effect: 'read', attempt: 1, ...asked } as const;
      return await limit(({ signal, correlationId }) => {
        const rate = { pause: () => undefined, observe: () => undefined };
        return client.verify({ signal, correlationId, idempotencyKey: correlationId, rate });
      }, call);
    } catch (error) {
      const told = withoutSecrets(toIntegrationError(error, { integration: contract.id, outcome: 'none' }), texts);
      logUnexpected(logger, error, told, { correlationId: asked.correlationId, operation: 'verify' });
      throw told;
    } finally {
      await giveBack(logger, contract.id, async () => {
        try {
          await connected?.disconnect();
        } finally {
          await transport.close();
        }
      });
      if (slot !== undefined) this.#trials.give(slot);
    }
  }
}
