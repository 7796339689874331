import { z } from 'zod';
import { checkOperation } from './check-operation.ts';
import { checkReports } from './check-reports.ts';
import type { ContractPage } from './contract-page.ts';
import { checkMigrations, type Migration } from './migration.ts';
import type { AnyOperation } from './operation.ts';
import { reservedIds } from './reserved-names.ts';
import { zodOf, type AnySchema } from './schema.ts';
import { checkSecretSources, type AnySecretSource, type SecretSource } from './secret-source.ts';

export type Kind = 'rest' | 'graphql' | 'sdk' | 'database' | 'filesystem' | 'service';

/** How a connection's health is asked. */
export interface HealthProbe {
  /** A `read` of the contract that costs little; without a probe, the connection is verified instead. */
  readonly probe: string;
  /** Its input. @default {} */
  readonly input?: Readonly<Record<string, unknown>>;
  /** One sentence: what is asked and what it costs. */
  readonly asks: string;
}

/** Requests that one connection may send. */
export interface Budget {
  /** 1 to 1000. */
  readonly perMinute: number;
  /** How many at once before waiting begins. @default perMinute / 6, at least 1 */
  readonly burst?: number;
}

export interface Contract<
  Id extends string,
  Config extends AnySchema,
  Secrets extends AnySchema,
  Operations extends Readonly<Record<string, AnyOperation>>,
> {
  /** Lower case, as in folder, project and procedure names. */
  readonly id: Id;
  /** As people call it. */
  readonly name: string;
  readonly kind: Kind;
  /** The owning team, as in CODEOWNERS. */
  readonly owner: string;
  /** Where the owner is told of what goes wrong: an https: page with a form, or a mailto: address. @default nowhere */
  readonly reports?: string;
  /** Two sentences for the catalogue. */
  readonly about: string;
  /** The vendor's documentation, or ours where there is no vendor. */
  readonly docs: string;
  /** A `z.object` with what a person sets; never secrets. */
  readonly config: Config;
  /** A `z.object` whose every field is made by `secret`; empty where there are none. */
  readonly secrets: Secrets;
  /** Programs whose login may be used in place of a typed secret. @default none */
  readonly secretSources?: readonly SecretSource<Config, Secrets>[];
  readonly operations: Operations;
  readonly health?: HealthProbe;
  /** Null for none. @default 60 a minute; none for files and databases, where the bulkhead protects */
  readonly budget?: Budget | null;
  readonly page: ContractPage;
  /**
   * What lifts saved settings and inputs from each major version to the next, oldest first, without a gap up to `page.version`.
   * @default nothing that was saved has to change
   */
  readonly migrations?: readonly Migration[];
}

/** The least that generics over contracts read. */
export interface AnyContract {
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  readonly owner: string;
  readonly reports?: string;
  readonly about: string;
  readonly docs: string;
  readonly config: AnySchema;
  readonly secrets: AnySchema;
  readonly secretSources?: readonly AnySecretSource[];
  readonly operations: Readonly<Record<string, AnyOperation>>;
  readonly health?: HealthProbe;
  readonly budget?: Budget | null;
  readonly page: ContractPage;
  readonly migrations?: readonly Migration[];
}

/**
 * Describes one external system, once. Types, forms, procedures, documentation and tests come from it.
 *
 * @throws TypeError for a name, a shape or a mark that the rest of the system could not carry
 */
export function defineContract<
  const Id extends string,
  Config extends AnySchema,
  Secrets extends AnySchema,
  Operations extends Readonly<Record<string, AnyOperation>>,
>(contract: Contract<Id, Config, Secrets, Operations>): Contract<Id, Config, Secrets, Operations> {
  if (!/^[a-z][a-z0-9-]*$/.test(contract.id))
    throw new TypeError(`Contract id "${contract.id}" must be lower case letters, digits and hyphens.`);
  if (reservedIds.has(contract.id)) throw new TypeError(`Contract id "${contract.id}" is reserved.`);
  if (!(zodOf(contract.config) instanceof z.ZodObject)) throw new TypeError(`The config of "${contract.id}" must be a z.object.`);
  const secrets = zodOf(contract.secrets);
  if (!(secrets instanceof z.ZodObject)) throw new TypeError(`The secrets of "${contract.id}" must be a z.object.`);
  checkReports(contract.id, contract.reports);
  checkSecretSources(contract.id, contract.secretSources ?? [], Object.keys(secrets.shape));
  checkMigrations(contract);
  for (const name of Object.keys(contract.operations)) checkOperation(contract, name);
  const { health } = contract;
  if (health !== undefined) {
    const probe = Object.hasOwn(contract.operations, health.probe) ? contract.operations[health.probe] : undefined;
    if (probe?.effect !== 'read' || probe.chunk !== undefined)
      throw new TypeError(`The health of "${contract.id}" is asked with "${health.probe}", which is no plain read of it.`);
    if (!zodOf(probe.input).safeParse(health.input ?? {}).success)
      throw new TypeError(`The health of "${contract.id}": "${health.probe}" does not take the given input.`);
  }
  return contract;
}
