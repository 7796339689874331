import { serializeError, toIntegrationError } from '@wiz/core';
import type { Catalogue } from './catalogue.ts';
import { liftSettings } from './lift-settings.ts';
import type { ConnectionStore, Logger } from './ports.ts';
import type { ConnectionView } from './types/index.ts';

export interface SettingsLiftOptions {
  readonly catalogue: Pick<Catalogue, 'contract' | 'has'>;
  readonly store: Pick<ConnectionStore, 'put'>;
  readonly logger: Logger;
}

/** Brings settings that earlier versions have saved to the contracts of today. */
export class SettingsLift {
  readonly #options: SettingsLiftOptions;

  constructor(options: SettingsLiftOptions) {
    this.#options = options;
  }

  /** Lifts it and saves it so. Never rejects: what cannot be lifted, or not be saved, stays as it is and is told of. */
  async load(connection: ConnectionView): Promise<ConnectionView> {
    const { catalogue, logger, store } = this.#options;
    const { id, integration, contractVersion } = connection;
    if (!catalogue.has(integration)) return connection;
    try {
      const lifted = liftSettings(catalogue.contract(integration), connection);
      if (lifted !== connection) await store.put(lifted);
      return lifted;
    } catch (error) {
      const facts = { connection: id, integration, version: contractVersion };
      logger.error('settings of another version could not be lifted', { error: serializeError(toIntegrationError(error)), ...facts });
      return connection;
    }
  }

  /** Why it cannot be used as it was saved, and what to do about it; null when it can. */
  attention(connection: ConnectionView | undefined): string | null {
    const { catalogue } = this.#options;
    if (connection === undefined) return null;
    if (!catalogue.has(connection.integration)) return withoutIntegration(connection.integration);
    try {
      liftSettings(catalogue.contract(connection.integration), connection);
      return null;
    } catch (error) {
      return toIntegrationError(error).message;
    }
  }
}

/** The integration was removed by its team, or came with a newer version than this one: nobody here knows which. */
function withoutIntegration(integration: string): string {
  return (
    `This version of Project Wiz has no integration “${integration}”, so this connection cannot be used. ` +
    'Update Project Wiz if a newer version has it, or remove the connection; its runs stay in the journal.'
  );
}
