import { IntegrationError } from '@wiz/core';
import { migrateInput, savedAge } from '@wiz/integration-kit/contract';
import type { Connections } from './connections.ts';
import { keptFields } from './journal-input.ts';
import type { RunAgain, RunDetail } from './types/index.ts';

/**
 * The operation and the input of an earlier run, lifted from the version of the contract that it ran under.
 *
 * @throws IntegrationError `not_found` when the integration or the operation is gone, `validation_error` when the input cannot
 *   be carried over; each with a sentence that says what a person can do
 */
export function runAgain(connections: Pick<Connections, 'contract'>, run: RunDetail): RunAgain {
  const contract = connections.contract(run.integration);
  const facts = { connection: run.connection, integration: run.integration, operation: run.operation };
  try {
    // What a newer version has kept is offered as it is: a person looks at it before it runs.
    const newer = savedAge(contract, run.contractVersion) === 'newer';
    const again = newer ? run : migrateInput(contract, run.contractVersion, run.operation, run.input);
    const operation =
      again !== undefined && Object.hasOwn(contract.operations, again.operation) ? contract.operations[again.operation] : undefined;
    if (again !== undefined && operation !== undefined) return { operation: again.operation, input: keptFields(operation, again.input) };
  } catch (cause) {
    throw new IntegrationError(
      'validation_error',
      'What was filled in then cannot be carried over to this version. Choose the operation and fill it in anew.',
      { ...facts, cause },
    );
  }
  throw new IntegrationError('not_found', 'This cannot be run again: this version has no such operation. Choose another one.', facts);
}
