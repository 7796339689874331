import type { AnyContract } from '@wiz/integration-kit/contract';
import { contracts, type Contracts } from './contracts.ts';

export { contracts, type Contracts };

export type IntegrationId = keyof Contracts;

const named: Readonly<Record<IntegrationId, AnyContract>> = contracts;
/** The same, for those who know an integration by its id only. Not to be copied: that would ask for every contract. */
export const catalogue: Readonly<Record<string, AnyContract>> = named;

/** The contract with this id, for an id that came from data. */
export function contractOf(id: string): AnyContract | undefined {
  return Object.hasOwn(catalogue, id) ? catalogue[id] : undefined;
}
