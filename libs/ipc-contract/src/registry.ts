import type { AnyContract } from '@wiz/integration-kit/contract';
import { contracts, type Contracts } from './contracts.ts';

export { contracts, type Contracts };

export type IntegrationId = keyof Contracts;

/** The contract with this id, for an id that came from data. */
export function contractOf(id: string): AnyContract | undefined {
  const known: Readonly<Record<string, AnyContract>> = { ...contracts };
  return Object.hasOwn(known, id) ? known[id] : undefined;
}
