import { hintsOf, zodOf, type AnyOperation, type AnySchema, type FieldHints } from '@wiz/integration-kit/contract';
import { z } from 'zod';
import { words } from '../text/format.ts';

/** One field of a result, as it is shown. */
export interface Column {
  readonly key: string;
  readonly label: string;
  readonly format: FieldHints['format'];
  readonly resource: string | undefined;
  readonly advanced: boolean;
  /** Right-aligned, with figures of equal width. A number that names something is no quantity. */
  readonly numeric: boolean;
  /** A few words at most: a choice, yes or no. */
  readonly short: boolean;
  /** The column beside it that people call such a resource by. */
  readonly calledBy: string | undefined;
}

function core(schema: z.ZodType): z.ZodType {
  const { def } = schema;
  return 'innerType' in def && def.innerType instanceof z.ZodType ? core(def.innerType) : schema;
}

/** The fields of an object schema, wrappers taken off; none for anything else. */
export function columnsOf(schema: AnySchema): readonly Column[] {
  const object = core(zodOf(schema));
  if (!(object instanceof z.ZodObject)) return [];
  return Object.entries(object.shape).flatMap(([key, value]) => {
    if (!(value instanceof z.ZodType)) return [];
    const hints: Partial<FieldHints> = hintsOf(value) ?? {};
    const { format, resource, advanced = false } = hints;
    const short = core(value) instanceof z.ZodEnum || core(value) instanceof z.ZodBoolean;
    const numeric = core(value) instanceof z.ZodNumber && format !== 'time' && resource === undefined;
    return [{ key, label: hints.label ?? words(key), format, resource, advanced, numeric, short, calledBy: hints.picker?.label }];
  });
}

/** The columns of an array's elements. */
function columnsOfItems(schema: AnySchema | undefined): readonly Column[] {
  if (schema === undefined) return [];
  const array = core(zodOf(schema));
  return array instanceof z.ZodArray && array.element instanceof z.ZodType ? columnsOf(array.element) : [];
}

/** The columns of an operation's rows: of what it streams, or of the array that its view names. */
export function rowColumns(operation: AnyOperation): readonly Column[] {
  if (operation.chunk !== undefined) {
    const items = columnsOfItems(operation.chunk);
    return items.length > 0 ? items : columnsOf(operation.chunk);
  }
  if (operation.view.as !== 'table') return [];
  const output = zodOf(operation.output);
  const items: unknown = output instanceof z.ZodObject ? output.shape[operation.view.items] : undefined;
  return items instanceof z.ZodType ? columnsOfItems(items) : [];
}
