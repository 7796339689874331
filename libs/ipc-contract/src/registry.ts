import type { AnyContract } from '@wiz/integration-kit/contract';
import { filesystem } from '@wiz/contract-filesystem';
import { github } from '@wiz/contract-github';

/**
 * Every contract there is, one sorted line per external system.
 *
 * An interface of `typeof` members: the type checker then resolves one system at a time, which keeps editors quick.
 */
export interface Contracts {
  readonly filesystem: typeof filesystem;
  readonly github: typeof github;
}

export type IntegrationId = keyof Contracts;

/** The catalogue: what can be connected, in the order in which it is shown. */
export const contracts: Contracts = { filesystem, github };

/** The contract with this id, for an id that came from data. */
export function contractOf(id: string): AnyContract | undefined {
  const known: Readonly<Record<string, AnyContract>> = { ...contracts };
  return Object.hasOwn(known, id) ? known[id] : undefined;
}
