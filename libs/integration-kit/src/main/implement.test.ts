import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { defineContract, destructive, read, write } from '../contract/index.ts';
import { samplePage, testHost, testScope } from '../testing/index.ts';
import { implement, type HandlerContext, type Handlers, type Setup } from './implement.ts';

const notes = defineContract({
  id: 'notes',
  name: 'Notes',
  kind: 'service',
  owner: '@wiz/notes',
  about: 'Notes.',
  docs: 'https://example.com',
  config: z.object({ shelf: z.string() }),
  secrets: z.object({}),
  page: samplePage,
  operations: {
    find: read({
      title: 'Find',
      summary: 'Finds.',
      input: z.object({ words: z.string() }),
      output: z.object({ count: z.number() }),
      stream: { chunk: z.array(z.string()) },
    }),
    add: write({ title: 'Add', summary: 'Adds.', input: z.object({ text: z.string() }), output: z.object({ id: z.number() }) }),
    burn: destructive({ title: 'Burn', summary: 'Burns.', input: z.object({ id: z.number() }), output: z.object({}) }),
  },
});

const setup = { config: { shelf: 'top' }, secrets: {}, host: testHost(), account: undefined };
const handlers: Handlers<typeof notes, { shelf: string }> = {
  find: async ({ words }, { chunk, client }) => {
    await chunk([words, client.shelf]);
    return { count: 1 };
  },
  add: ({ text }) => Promise.resolve({ id: text.length }),
  burn: () => Promise.resolve({}),
};
const rest = {
  connect: ({ config }: Setup<{ shelf: string }, unknown>) => ({ shelf: config.shelf }),
  verify: () => Promise.resolve({ account: 'a', label: 'A' }),
  previews: { burn: () => Promise.resolve({ summary: 'Burns it.', details: [], fingerprint: '1' }) },
};
const context = (chunks: unknown[]): Omit<HandlerContext<unknown, unknown>, 'client' | 'host'> => ({
  ...testScope(),
  progress: () => undefined,
  chunk: (chunk) => {
    chunks.push(chunk);
    return Promise.resolve();
  },
});

describe('implement', () => {
  it('binds handlers to the client of one connection', async () => {
    const connected = implement(notes, { ...rest, handlers }).connect(setup);
    const chunks: unknown[] = [];
    await expect(connected.handle('find', { words: 'x' }, context(chunks))).resolves.toEqual({ count: 1 });
    expect(chunks).toEqual([['x', 'top']]);
  });

  it('knows no operation that is inherited', () => {
    const connected = implement(notes, { ...rest, handlers }).connect(setup);
    expect(() => connected.handle('toString', {}, context([]))).toThrow(TypeError);
  });

  it('disconnects the client it made', async () => {
    const gone: unknown[] = [];
    const connected = implement(notes, { ...rest, handlers, disconnect: (client) => Promise.resolve(void gone.push(client)) }).connect(
      setup,
    );
    await connected.disconnect();
    expect(gone).toEqual([{ shelf: 'top' }]);
  });

  it('does not compile, and does not run, without a handler or a preview', () => {
    const { add, find } = handlers;
    // @ts-expect-error -- burn is missing
    expect(() => implement(notes, { ...rest, handlers: { add, find } })).toThrow(/burn/);
    // @ts-expect-error -- a destructive operation needs a preview
    expect(() => implement(notes, { ...rest, handlers, previews: {} })).toThrow(/preview/);
  });

  it('types inputs, outputs and chunks from the contract', () => {
    expectTypeOf<Parameters<(typeof handlers)['add']>[0]>().toEqualTypeOf<{ text: string }>();
    expectTypeOf<Parameters<(typeof handlers)['find']>[1]['chunk']>().parameter(0).toEqualTypeOf<string[]>();
    // @ts-expect-error -- `add` is not streamed, so nothing can be delivered
    const streaming: (typeof handlers)['add'] = (_input, { chunk }) => chunk(['x']).then(() => ({ id: 1 }));
    expect(streaming).toBeDefined();
    // @ts-expect-error -- a wrong output shape does not compile
    const wrong: Handlers<typeof notes, { shelf: string }> = { ...handlers, add: () => Promise.resolve({ id: 'text' }) };
    expect(wrong).toBeDefined();
  });
});
