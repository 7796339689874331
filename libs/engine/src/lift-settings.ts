import { IntegrationError } from '@wiz/core';
import { migrateConfig, savedAge, zodOf, type AnyContract } from '@wiz/integration-kit/contract';
import type { ConnectionView } from './types/index.ts';

/** The code of errors about settings that another version has saved. */
const settingsCode = 'saved_settings';

/**
 * The settings that a change of a connection has to prove: those that were filled in, else what is saved.
 *
 * @throws IntegrationError as `liftSettings`; what a newer application has saved is not replaced
 */
export function settingsToProve(contract: AnyContract, saved: ConnectionView, given: unknown): unknown {
  return given === undefined || isNewer(contract, saved) ? liftSettings(contract, saved).config : given;
}

/**
 * A connection with its settings as the contract of today takes them: the same object when it was saved under this version,
 * else lifted from the version that it was saved under. Nothing is saved here.
 *
 * @throws IntegrationError `configuration_error` with code `saved_settings` and a sentence that says what a person can do,
 *   when the settings cannot be lifted, or a newer application has saved them
 */
export function liftSettings(contract: AnyContract, connection: ConnectionView): ConnectionView {
  const { id, label, contractVersion, config } = connection;
  const facts = { connection: id, integration: contract.id, code: settingsCode };
  if (isNewer(contract, connection)) {
    throw new IntegrationError(
      'configuration_error',
      `“${label}” was saved by a newer version of Project Wiz, so this version leaves it as it is. Install the newer version to use it.`,
      facts,
    );
  }
  try {
    if (savedAge(contract, contractVersion) === 'current') return connection;
    const lifted = zodOf(contract.config).parse(migrateConfig(contract, contractVersion, config));
    // `defineContract` admits only z.object as config.
    return { ...connection, config: lifted as ConnectionView['config'], contractVersion: contract.page.version };
  } catch (cause) {
    throw new IntegrationError(
      'configuration_error',
      `The settings of “${label}” are from an earlier version of Project Wiz and do not fit this one. They were kept as they are. Change its settings to use it again.`,
      { ...facts, cause },
    );
  }
}

/** A version that cannot be read is none that a newer application has written. */
function isNewer(contract: AnyContract, { contractVersion }: ConnectionView): boolean {
  try {
    return savedAge(contract, contractVersion) === 'newer';
  } catch {
    return false;
  }
}
