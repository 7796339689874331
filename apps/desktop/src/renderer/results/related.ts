import type { AnyContract, AnyOperation } from '@wiz/integration-kit/contract';
import { formFields } from '../form/form-field.ts';
import { columnsOf, type Column } from './columns.ts';
import { fieldOf, type Row } from './rows.ts';

/** Something that can be done with a result, with the form that it opens already filled in. */
export interface RelatedOperation {
  readonly name: string;
  readonly operation: AnyOperation;
  readonly values: Readonly<Record<string, unknown>>;
}

const order = { read: 0, idempotent: 2, write: 3, destructive: 4 } as const;

/** The part of a column that tells whose row it is. */
type Naming = Pick<Column, 'key' | 'resource'>;

/** Finds what can be done with a row; see `relatedFinder`. */
export type RelatedFinder = (columns: readonly Naming[], row: Row, from?: string) => readonly RelatedOperation[];

/**
 * What a contract offers for a row: every operation with an input for the same kind of resource. The contract may say
 * for which rows, for instance to list only what is a folder. What replaces whole contents is left out: that starts
 * from the contents, see `editOf`. Looking comes before changing, and first what needs nothing more to be filled in.
 *
 * `from` names the operation that the rows came from: where nothing says that it suits a row, it is not offered again.
 */
export function relatedFinder(contract: AnyContract): RelatedFinder {
  const offers = Object.entries(contract.operations).flatMap(([name, operation]) => {
    const fields = formFields(operation.input);
    if (fields.some(({ as }) => as === 'multiline')) return [];
    return fields.flatMap((field) => {
      if (field.resource === undefined) return [];
      const ready = fields.every((other) => other === field || other.optional || other.as === 'switch');
      return [{ name, operation, field, rank: order[operation.effect] + (ready ? 0 : 1) }];
    });
  });
  offers.sort((a, b) => a.rank - b.rank);

  return (columns, row, from) => {
    const found = new Map<string, RelatedOperation>();
    for (const { name, operation, field } of offers) {
      const column = columns.find(({ key, resource }) => resource === field.resource && typeof row[key] === 'string');
      const unsure = field.offeredFor === undefined || !Object.hasOwn(row, field.offeredFor.column);
      if (column === undefined || found.has(name) || !offered(field.offeredFor, row) || (name === from && unsure)) continue;
      found.set(name, { name, operation, values: { [field.key]: row[column.key] } });
    }
    return [...found.values()];
  };
}

function offered(only: { readonly column: string; readonly values: readonly string[] } | undefined, row: Row): boolean {
  if (only === undefined || !Object.hasOwn(row, only.column)) return true;
  return only.values.includes(String(row[only.column]));
}

/** The operation that saves a shown text back, filled in with all that the result and its input know. */
export function editOf(contract: AnyContract, from: AnyOperation, input: Row, output: unknown): RelatedOperation | undefined {
  if (from.view.as !== 'text') return undefined;
  const text = fieldOf(output, from.view.text);
  const known = new Set(columnsOf(from.output).flatMap(({ resource }) => resource ?? []));
  for (const [name, operation] of Object.entries(contract.operations)) {
    const fields = formFields(operation.input);
    const area = fields.find(({ as }) => as === 'multiline');
    if (operation.effect === 'read' || area === undefined || !fields.some(({ resource }) => resource !== undefined && known.has(resource)))
      continue;
    const others = fields.flatMap(({ key }) => {
      const value = fieldOf(output, key) ?? fieldOf(input, key);
      return value === undefined ? [] : [[key, value] as const];
    });
    return { name, operation, values: { ...Object.fromEntries(others), [area.key]: text } };
  }
  return undefined;
}

/**
 * What a form shall hold after its operation succeeded: marks that the result renewed, such as the version of a file just
 * saved, so that saving again fits what is there now.
 */
export function renewedValues(operation: AnyOperation, output: unknown): Readonly<Record<string, string>> {
  if (operation.effect === 'read') return {};
  const results = columnsOf(operation.output);
  return Object.fromEntries(
    formFields(operation.input).flatMap(({ key, resource, advanced }) => {
      const value = fieldOf(output, key);
      const same = advanced && resource !== undefined && results.some((column) => column.key === key && column.resource === resource);
      return same && typeof value === 'string' ? [[key, value] as const] : [];
    }),
  );
}
