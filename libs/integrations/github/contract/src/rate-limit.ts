import { field, read } from '@wiz/integration-kit/contract';
import { z } from 'zod';

/** One of GitHub's budgets. */
export const Quota = z.object({
  /** GitHub's word: `core` for most requests, `search` for searches. */
  name: field(z.string(), { label: 'For' }),
  limit: field(z.number().int().min(0), { label: 'Allowed' }),
  used: field(z.number().int().min(0), { label: 'Used' }),
  remaining: field(z.number().int().min(0), { label: 'Left' }),
  /** Milliseconds since 1970. */
  resets: field(z.number(), { label: 'Full again', format: 'time' }),
});
export type Quota = z.infer<typeof Quota>;

export const rateLimit = {
  rateLimit: read({
    title: 'Show the limits',
    summary: 'Shows how many requests GitHub still allows this account, without using one up.',
    input: z.object({}),
    output: z.object({
      /** Requests that are left of those for most operations; null where the server sets no limit. */
      remaining: field(z.number().int().min(0).nullable(), { label: 'Left' }),
      limit: field(z.number().int().min(0).nullable(), { label: 'Allowed' }),
      resets: field(z.number().nullable(), { label: 'Full again', format: 'time' }),
      quotas: field(z.array(Quota), { label: 'Limits' }),
    }),
    view: { as: 'table', items: 'quotas' },
    done: 'Requests left: {remaining} of {limit}.',
  }),
};
