import { defineContract, destructive, read, write } from '@wiz/integration-kit/contract';
import { samplePage } from '@wiz/integration-kit/testing';
import { z } from 'zod';

/** A contract with one operation of each kind of procedure. */
export const fixture = defineContract({
  id: 'fixture',
  name: 'Fixture',
  kind: 'service',
  owner: '@wiz/fixture',
  about: 'For tests of the way between window and main process.',
  docs: 'README.md',
  config: z.object({}),
  secrets: z.object({}),
  page: samplePage,
  operations: {
    look: read({ title: 'Look', summary: 'Answers with its input.', input: z.object({ value: z.unknown() }), output: z.unknown() }),
    change: write({ title: 'Change', summary: 'Changes something.', input: z.object({ value: z.string() }), output: z.string() }),
    erase: destructive({ title: 'Erase', summary: 'Erases something.', input: z.object({ value: z.string() }), output: z.string() }),
    feed: read({
      title: 'Feed',
      summary: 'Streams.',
      input: z.object({ value: z.unknown() }),
      stream: { chunk: z.unknown() },
      output: z.string(),
    }),
  },
});
