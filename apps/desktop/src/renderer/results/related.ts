import type { AnyContract, AnyOperation } from '@wiz/integration-kit/contract';
import { formFields, type FormField } from '../form/form-field.ts';
import { isMark } from '../form/marks.ts';
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

interface Offer {
  readonly name: string;
  readonly operation: AnyOperation;
  readonly fields: readonly FormField[];
}

/** A form filled in from a row. */
interface Filled {
  readonly values: Readonly<Record<string, unknown>>;
  /** The contract names the rows that it suits, and this is one of them. */
  readonly sure: boolean;
  /** Nothing more has to be filled in. */
  readonly ready: boolean;
}

/**
 * What a contract offers for a row: every operation whose resources the row names, all of them filled in. The contract may
 * say for which rows, for instance to list only what is a folder. What replaces whole contents is left out: that starts
 * from the contents, see `editOf`. Looking comes before changing, first what needs nothing more to be filled in, and before
 * all what speaks of exactly this row: an issue is shown before its repository is.
 *
 * `from` names the operation that the rows came from: where nothing says that it suits a row, it is not offered again.
 */
export function relatedFinder(contract: AnyContract): RelatedFinder {
  const offers = Object.entries(contract.operations).flatMap(([name, operation]): Offer[] => {
    const fields = formFields(operation.input);
    return replacesContents(fields) || !fields.some(isResource) ? [] : [{ name, operation, fields }];
  });

  return (columns, row, from) =>
    offers
      .flatMap(({ name, operation, fields }) => {
        const filled = fill(fields, columns, row);
        if (filled === undefined || (name === from && !filled.sure)) return [];
        const { values, ready } = filled;
        const rank = order[operation.effect] + (ready ? 0 : 1);
        return [{ rank, related: { name, operation, values } }];
      })
      .sort((a, b) => a.rank - b.rank || count(b.related) - count(a.related))
      .map(({ related }) => related);
}

function count({ values }: RelatedOperation): number {
  return Object.keys(values).length;
}

function isResource({ resource }: FormField): boolean {
  return resource !== undefined;
}

/** What saves a whole content has an area for it and a mark of what it replaces. */
function replacesContents(fields: readonly FormField[]): boolean {
  return fields.some(({ as }) => as === 'multiline') && fields.some(isMark);
}

/**
 * Fills every field whose resource the row names. Undefined where the row does not name all that has to be named, or where
 * the contract says that the operation does not suit it.
 */
function fill(fields: readonly FormField[], columns: readonly Naming[], row: Row): Filled | undefined {
  const taken = new Map<FormField, Naming>();
  for (const field of fields.filter(isResource)) {
    const fitting = columns.filter(({ key, resource }) => resource === field.resource && isName(row[key]));
    // A column fills one field: what is moved from one place to another is not moved onto itself.
    const free = fitting.filter((column) => ![...taken.values()].includes(column));
    const column = free.find(({ key }) => key === field.key) ?? free[0];
    if (column !== undefined) taken.set(field, column);
    else if (!field.optional && fitting.length === 0) return undefined;
  }
  const matched = [...taken.keys()];
  if (!matched.some((field) => !isMark(field)) || !matched.every(({ offeredFor }) => offered(offeredFor, row))) return undefined;
  return {
    values: Object.fromEntries([...taken].map(([{ key }, column]) => [key, row[column.key]])),
    sure: matched.some(({ offeredFor }) => offeredFor !== undefined && Object.hasOwn(row, offeredFor.column)),
    ready: fields.every((field) => taken.has(field) || field.optional || field.as === 'switch'),
  };
}

/** Whether a value can name a resource. */
function isName(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
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
    const same = fields.some(({ resource }) => resource !== undefined && known.has(resource));
    if (operation.effect === 'read' || area === undefined || !replacesContents(fields) || !same) continue;
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
