import type { Migrated, Migration, SavedFields } from './migration.ts';
import { parseVersion } from './version.ts';

/** The version of whatever was saved before versions were kept with it. */
export const firstVersion = '1.0.0';

/**
 * How what was saved stands to a contract: `newer` when another application wrote it that knows more settings than this
 * contract does, `older` when it may have to be lifted.
 *
 * @param saved the version that the contract had then
 * @throws TypeError for what is no version
 */
export function savedAge(contract: Migrated, saved: string): 'older' | 'current' | 'newer' {
  const [was, is] = [parseVersion(saved), parseVersion(contract.page.version)];
  const step = was.major - is.major || was.minor - is.minor;
  // A patch changes only words: what one has saved the other can read, either way.
  if (step > 0) return 'newer';
  return step === 0 && was.patch >= is.patch ? 'current' : 'older';
}

/**
 * Settings of a connection, lifted from the version that saved them to the contract's own. They are not checked yet.
 *
 * @throws TypeError for settings of a newer version; whatever a migration throws
 */
export function migrateConfig(contract: Migrated, saved: string, config: SavedFields): SavedFields {
  return stepsFrom(contract, saved).reduce((lifted, { config: lift }) => (lift === undefined ? lifted : lift(lifted)), config);
}

/** A run as it would be asked for today. */
export interface MigratedInput {
  readonly operation: string;
  /** Not checked yet. */
  readonly input: SavedFields;
}

/**
 * An operation and its input, lifted from the version under which it ran to the contract's own.
 *
 * @returns undefined when the contract has no such operation any more, or a migration says that the input has no meaning any more
 * @throws TypeError for a run of a newer version; whatever a migration throws
 */
export function migrateInput(contract: Migrated, saved: string, operation: string, input: SavedFields): MigratedInput | undefined {
  let lifted: MigratedInput = { operation, input };
  for (const step of stepsFrom(contract, saved)) {
    const next = liftInput(step, lifted);
    if (next === undefined) return undefined;
    lifted = next;
  }
  return Object.hasOwn(contract.operations, lifted.operation) ? lifted : undefined;
}

function liftInput({ inputs = {}, renamed = {} }: Migration, { operation, input }: MigratedInput): MigratedInput | undefined {
  const lift = Object.hasOwn(inputs, operation) ? inputs[operation] : undefined;
  const lifted = lift === undefined ? input : lift(input);
  const name = Object.hasOwn(renamed, operation) ? renamed[operation] : operation;
  return lifted === undefined || name === undefined ? undefined : { operation: name, input: lifted };
}

function stepsFrom(contract: Migrated, saved: string): readonly Migration[] {
  if (savedAge(contract, saved) === 'newer')
    throw new TypeError(`"${contract.id}" is at version ${contract.page.version} and cannot lift what version ${saved} has saved.`);
  const { major } = parseVersion(saved);
  return (contract.migrations ?? []).filter(({ from }) => from >= major);
}
