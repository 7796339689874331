import { IntegrationError } from '@wiz/core';
import type { AnyContract } from '@wiz/integration-kit/contract';
import type { Integration } from '@wiz/integration-kit/main';

export interface CatalogueOptions {
  readonly contracts: Readonly<Record<string, AnyContract>>;
  /** Loads an integration's main half; called on first use only. */
  readonly implementations: Readonly<Record<string, () => Promise<Integration>>>;
}

/** The integrations of this version: contracts at once, main halves when they are used. */
export class Catalogue {
  readonly #options: CatalogueOptions;

  constructor(options: CatalogueOptions) {
    this.#options = options;
  }

  has(integration: string): boolean {
    return Object.hasOwn(this.#options.contracts, integration);
  }

  /** @throws IntegrationError `not_found` */
  contract(integration: string): AnyContract {
    const { contracts } = this.#options;
    const found = Object.hasOwn(contracts, integration) ? contracts[integration] : undefined;
    if (found === undefined)
      throw new IntegrationError('not_found', `There is no integration “${integration}” in this version.`, { integration });
    return found;
  }

  /** @throws IntegrationError `internal_error` when the build has no main half of it */
  async load(contract: AnyContract): Promise<Integration> {
    const load = this.#options.implementations[contract.id];
    if (load === undefined)
      throw new IntegrationError('internal_error', `The integration “${contract.id}” is not part of this build.`, {
        integration: contract.id,
      });
    return load();
  }
}
