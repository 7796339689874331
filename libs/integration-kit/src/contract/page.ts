import { z } from 'zod';
import { field } from './field.ts';

/** The output of a paged `read`: its rows, and where the next page begins. Show it with `view: { as: 'table', items: 'items' }`. */
export function page<Item extends z.ZodType>(
  item: Item,
  label: string,
): z.ZodObject<{ items: z.ZodArray<Item>; nextCursor: z.ZodNullable<z.ZodString> }> {
  return z.object({
    items: field(z.array(item), { label }),
    nextCursor: field(z.string().nullable(), { label: 'Next page', advanced: true }),
  });
}

/** The input of a paged `read` that continues after an earlier page. The window fills it in. */
export function cursor(): z.ZodOptional<z.ZodString> {
  return field(z.string().min(1).max(2000).optional(), {
    label: 'Continue after',
    help: 'Filled in when you ask for the next page.',
    advanced: true,
  });
}
