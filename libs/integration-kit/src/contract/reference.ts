import { z } from 'zod';
import { field, type FieldHints } from './field.ts';

/** Where the choices of a reference come from. Plain data, read by the window. */
export interface Picker {
  /** A `read` of the same contract whose view is a table; its rows are the choices. */
  readonly operation: string;
  /** The column that is filled in. */
  readonly value: string;
  /** The column that is shown. */
  readonly label: string;
  /** A column that tells similar ones apart. */
  readonly detail?: string;
  /** The operation's input that takes what was typed. Without it the rows of the first page are filtered in the window. */
  readonly search?: string;
  /** Fields beside this one that the operation needs under the same name; it is asked once they are filled in. */
  readonly given?: readonly string[];
}

/**
 * Marks a field, or a column of a result, as a resource that some `read` lists: forms show a searchable list instead
 * of a text to type, and a result row offers every operation that takes the resource.
 *
 * @param operation the `read` that lists them; `defineContract` checks that it does
 * @param schema what the value has to be. @default a text that is not empty
 */
export function ref(operation: string, from: Omit<Picker, 'operation'>, hints: RefHints): z.ZodString;
export function ref<S extends z.ZodType>(operation: string, from: Omit<Picker, 'operation'>, hints: RefHints, schema: S): S;
export function ref(
  operation: string,
  from: Omit<Picker, 'operation'>,
  hints: RefHints,
  schema: z.ZodType = z.string().min(1, 'choose one').max(500, 'it is too long'),
): z.ZodType {
  return field(schema, { ...hints, resource: `${operation}.${from.value}`, picker: { operation, ...from } });
}

type RefHints = Omit<FieldHints, 'resource' | 'picker'>;
