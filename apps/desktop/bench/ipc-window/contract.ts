import { defineContract, read } from '@wiz/integration-kit/contract';
import { samplePage } from '@wiz/integration-kit/testing';
import { z } from 'zod';

/** The same small thing on every way: what a list shows of one issue. */
export const Small = z.object({
  number: z.int(),
  title: z.string(),
  open: z.boolean(),
  author: z.string(),
  labels: z.array(z.string()),
  updatedAt: z.number(),
});
export type Small = z.infer<typeof Small>;

const Row = z.object({ id: z.int(), name: z.string(), state: z.string(), size: z.number(), path: z.string(), note: z.string() });

/** What the large ones answer with. */
const Fifty = z.object({ megabytes: z.literal(50) });

/** One operation for each figure. Those called `governed…` go through engine and journal, the others are answered at once. */
export const bench = defineContract({
  id: 'bench',
  name: 'Bench',
  kind: 'service',
  owner: '@wiz/bench',
  about: 'For npm run bench:ipc.',
  docs: 'README.md',
  config: z.object({ name: z.string() }),
  secrets: z.object({}),
  // What is measured is the way, not the waiting.
  budget: null,
  page: samplePage,
  operations: {
    echo: read({ title: 'Echo', summary: 'Answers with its input.', input: Small, output: Small }),
    governedEcho: read({ title: 'Echo', summary: 'Answers with its input.', input: Small, output: Small }),
    feed: read({
      title: 'Feed',
      summary: 'Streams.',
      input: z.object({ events: z.int() }),
      stream: { chunk: Small },
      output: z.object({}),
    }),
    governedFeed: read({
      title: 'Feed',
      summary: 'Streams.',
      input: z.object({ events: z.int() }),
      stream: { chunk: Small },
      output: z.object({}),
    }),
    rows: read({ title: 'Rows', summary: 'A large table.', input: Fifty, output: z.object({ items: z.array(Row) }) }),
    text: read({ title: 'Text', summary: 'A large text.', input: Fifty, output: z.object({ text: z.string() }) }),
  },
});

export type Row = z.infer<typeof Row>;
