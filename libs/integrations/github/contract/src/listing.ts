import { field, page } from '@wiz/integration-kit/contract';
import { z } from 'zod';

type Listing<Item extends z.ZodType> = z.ZodObject<{
  items: z.ZodArray<Item>;
  nextCursor: z.ZodNullable<z.ZodString>;
  unreadable: z.ZodNumber;
}>;

/** A page of rows. One row that GitHub sends in an unknown form does not cost the others: it is left out and counted. */
export function listing<Item extends z.ZodType>(item: Item, label: string): Listing<Item> {
  return page(item, label).extend({
    unreadable: field(z.number().int().min(0), {
      label: 'Left out',
      help: 'Rows that GitHub sent in a form that Project Wiz does not know.',
      advanced: true,
    }),
  });
}
