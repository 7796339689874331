import { cacheKey, IntegrationError } from '@wiz/core';
import type { AnyContract } from '@wiz/integration-kit/contract';
import type { ConnectionChange, ConnectionDraft, ConnectionView } from './types/index.ts';

/** What was really filled in; undefined when nothing was. */
export function typedSecrets(secrets: ConnectionChange['secrets']): ConnectionChange['secrets'] {
  const given = Object.entries(secrets ?? {}).filter(([, text]) => text.trim() !== '');
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

/**
 * Kept secrets are for the system that they were given for: other settings may lead elsewhere, so they need them anew.
 * @throws IntegrationError `validation_error` that names the fields to fill in again
 */
export function assertKeptSecretsStayHere(contract: AnyContract, saved: ConnectionView, draft: ConnectionDraft, config: unknown): void {
  if (contract.id !== saved.integration)
    throw new IntegrationError('validation_error', `“${saved.label}” is a connection of ${saved.integration}, not of ${contract.name}.`);
  const given = typedSecrets(draft.secrets) ?? {};
  const kept = Object.keys(saved.secrets).filter((name) => !(name in given) && draft.clearSecrets?.includes(name) !== true);
  if (kept.length === 0 || cacheKey('', config) === cacheKey('', saved.config)) return;
  throw new IntegrationError(
    'validation_error',
    'The settings have changed, so the credentials are needed once more. Fill them in again.',
    {
      fields: Object.fromEntries(kept.map((name) => [name, 'Fill it in again, because the settings have changed.'])),
    },
  );
}
