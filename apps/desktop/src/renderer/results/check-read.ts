import type { AnyContract, AnyOperation } from '@wiz/integration-kit/contract';
import { formFields } from '../form/form-field.ts';
import { checkValues, initialValues } from '../form/form-values.ts';
import type { RelatedOperation } from './related.ts';
import type { Row } from './rows.ts';

/**
 * Where to look whether a change was made whose answer was lost: a read that the change makes stale, filled in from the same
 * input. Of several the one that takes most of it, for that shows what was changed most closely; undefined where none can be
 * filled in. What was added to a thing is not seen in the list that the thing was chosen from: a table's new row, an issue's comment.
 */
export function checkOf(contract: AnyContract, changed: AnyOperation, input: Row): RelatedOperation | undefined {
  let best: RelatedOperation | undefined;
  const chosenFrom = formFields(changed.input).flatMap((field) =>
    field.as === 'reference' && !field.optional && changed.effect === 'write' ? [field.picker.operation] : [],
  );
  for (const name of changed.invalidates) {
    const operation = Object.hasOwn(contract.operations, name) ? contract.operations[name] : undefined;
    if (operation?.effect !== 'read') continue;
    const fields = formFields(operation.input);
    const same = fields.filter(({ key }) => Object.hasOwn(input, key) && input[key] !== undefined && input[key] !== '');
    if (same.length === 0 && chosenFrom.includes(name)) continue;
    const values = Object.fromEntries(same.map(({ key }) => [key, input[key]]));
    const filled = checkValues(operation.input, fields, initialValues(fields, values)).ok;
    if (filled && (best === undefined || same.length > Object.keys(best.values).length)) best = { name, operation, values };
  }
  return best;
}
