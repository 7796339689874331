import { z } from 'zod';
import type { Picker } from './reference.ts';

/** How a field looks in a form and in a result, and what may be kept of it. Plain data. */
export interface FieldHints {
  /** A short name above the input. */
  readonly label: string;
  /** One sentence under the input. */
  readonly help?: string;
  readonly placeholder?: string;
  /**
   * Which input suits it, where the schema alone does not tell: `folder` opens the system's folder picker,
   * `text` is for several lines, `secret` hides what is typed and never shows it again.
   */
  readonly widget?: 'folder' | 'text' | 'secret';
  /** Marks the value as naming a resource: a result column with the same mark offers every operation whose input has it. */
  readonly resource?: string;
  /** Where its choices come from; set by `ref`. */
  readonly picker?: Picker;
  /**
   * On an input with `resource`: offer the operation only for result rows whose `column` has one of these values.
   * Rows without that column are offered it anyway. @default every row
   */
  readonly offeredFor?: { readonly column: string; readonly values: readonly string[] };
  /** How a result shows it, where the schema alone does not tell. */
  readonly format?: 'bytes' | 'time' | 'code' | 'url';
  /** `omit` keeps the value out of the journal; only its size is noted. @default keep */
  readonly journal?: 'omit';
  /** Shown only when the person asks for more options. */
  readonly advanced?: boolean;
}

const hints = z.registry<FieldHints>();

/** A schema with hints; the given one stays as it is. Use it last: methods such as `.optional()` make a new schema without them. */
export function field<S extends z.ZodType>(schema: S, fieldHints: FieldHints): S {
  const own = schema.clone();
  hints.add(own, fieldHints);
  return own;
}

/** The hints of a schema, also through `optional`, `default` and `nullable` wrappers around it. */
export function hintsOf(schema: z.ZodType): FieldHints | undefined {
  const own = hints.get(schema);
  if (own !== undefined) return own;
  const { def } = schema;
  return 'innerType' in def && def.innerType instanceof z.ZodType ? hintsOf(def.innerType) : undefined;
}
