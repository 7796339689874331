import type { ConnectionView } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';

/**
 * What is forgotten with a connection, and what stays.
 *
 * @param contract undefined where this version has no integration of it
 */
export function removalWords(
  { label, secretStorage }: Pick<ConnectionView, 'label' | 'secretStorage'>,
  contract: Pick<AnyContract, 'kind' | 'name'> | undefined,
): string {
  const secrets = secretStorage === 'none' ? '' : ' and its credentials';
  return `Project Wiz forgets “${label}”${secrets}. ${systemOf(contract)} stays as it is, and the journal keeps its runs.`;
}

function systemOf(contract: Pick<AnyContract, 'kind' | 'name'> | undefined): string {
  if (contract === undefined) return 'What it led to';
  return contract.kind === 'filesystem' ? `The ${contract.name.toLowerCase()} itself` : `${contract.name} itself`;
}
