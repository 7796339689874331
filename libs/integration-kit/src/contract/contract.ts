import { z } from 'zod';
import type { AnyOperation } from './operation.ts';
import { zodOf, type AnySchema } from './schema.ts';

export type Kind = 'rest' | 'graphql' | 'sdk' | 'database' | 'filesystem' | 'service';

export interface Contract<Id extends string, Config extends AnySchema, Operations extends Readonly<Record<string, AnyOperation>>> {
  /** Lower case, as in folder, project and procedure names. */
  readonly id: Id;
  /** As people call it. */
  readonly name: string;
  readonly kind: Kind;
  /** The owning team, as in CODEOWNERS. */
  readonly owner: string;
  /** Two sentences for the catalogue. */
  readonly about: string;
  /** The vendor's documentation, or ours where there is no vendor. */
  readonly docs: string;
  /** A `z.object` with what a person sets; never secrets. */
  readonly config: Config;
  readonly operations: Operations;
}

/** The least that generics over contracts read. */
export interface AnyContract {
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  readonly owner: string;
  readonly about: string;
  readonly docs: string;
  readonly config: AnySchema;
  readonly operations: Readonly<Record<string, AnyOperation>>;
}

/** Names that tRPC's proxies use themselves, so no operation may have them. */
const reservedOperations = new Set([
  'then',
  'call',
  'apply',
  'bind',
  'arguments',
  'caller',
  'name',
  'length',
  'prototype',
  'pathKey',
  'pathFilter',
  'queryKey',
  'queryFilter',
  '__proto__',
  'constructor',
]);
/** Names of the application's own procedures, so no integration may have them. */
const reservedIds = new Set(['app', 'connections', 'runs', 'events', 'tickets', ...reservedOperations]);
/** Fields that every procedure adds to the operation's own input. */
const reservedInputs = ['connection', 'ticket'];

/**
 * Describes one external system, once. Types, forms, procedures, documentation and tests come from it.
 *
 * @throws TypeError for a name or a shape that the rest of the system could not carry
 */
export function defineContract<
  const Id extends string,
  Config extends AnySchema,
  Operations extends Readonly<Record<string, AnyOperation>>,
>(contract: Contract<Id, Config, Operations>): Contract<Id, Config, Operations> {
  if (!/^[a-z][a-z0-9-]*$/.test(contract.id))
    throw new TypeError(`Contract id "${contract.id}" must be lower case letters, digits and hyphens.`);
  if (reservedIds.has(contract.id)) throw new TypeError(`Contract id "${contract.id}" is reserved.`);
  if (!(zodOf(contract.config) instanceof z.ZodObject)) throw new TypeError(`The config of "${contract.id}" must be a z.object.`);
  for (const [name, operation] of Object.entries(contract.operations)) {
    const where = `Operation "${contract.id}.${name}"`;
    if (!/^[a-z][A-Za-z0-9]*$/.test(name)) throw new TypeError(`${where} must be named in camelCase.`);
    if (reservedOperations.has(name)) throw new TypeError(`${where} has a reserved name.`);
    const input = zodOf(operation.input);
    if (!(input instanceof z.ZodObject)) throw new TypeError(`${where}: the input must be a z.object.`);
    const taken = reservedInputs.find((key) => key in input.shape);
    if (taken !== undefined) throw new TypeError(`${where}: the input field "${taken}" is reserved.`);
  }
  return contract;
}
