import { read, write, field, ref, page as paged, secret, idempotent, defineContract } from '@wiz/integration-kit/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compareContracts } from './compare.mjs';
import { describeContract } from './describe.mjs';
import { parcelsOne } from './testing/parcels.mjs';

/** @typedef {import('@wiz/integration-kit/contract').AnyOperation} AnyOperation */

const output = z.object({ name: z.string(), size: z.int() });
const input = z.object({ text: z.string().max(10), kind: z.enum(['a', 'b']).optional() });
const base = { title: 'Look', summary: 'Looks.', input, output };

/** @param {Record<string, AnyOperation>} operations @param {{ config?: z.ZodObject, secrets?: z.ZodObject }} [more] */
function contractOf(operations, more = {}) {
  const { config = z.object({ host: z.string() }), secrets = z.object({}) } = more;
  const { name, kind, owner, about, docs, page } = parcelsOne;
  return describeContract(defineContract({ id: 'things', name, kind, owner, about, docs, page, config, secrets, operations }));
}

/** @param {Parameters<typeof compareContracts>} args */
const compared = (...args) => compareContracts(...args).map(({ kind, says }) => `${kind}: ${says}`);
/** What becomes of an input. @param {z.ZodType} was @param {z.ZodType} is */
const inputs = (was, is) =>
  compared(
    contractOf({ look: read({ ...base, input: z.object({ it: was }) }) }),
    contractOf({ look: read({ ...base, input: z.object({ it: is }) }) }),
  );
/** What becomes of an output. @param {z.ZodType} was @param {z.ZodType} is */
const outputs = (was, is) =>
  compared(
    contractOf({ look: read({ ...base, output: z.object({ it: was }) }) }),
    contractOf({ look: read({ ...base, output: z.object({ it: is }) }) }),
  );

const text = z.string();
const inputIt = 'The input of “look”: “it”';
const outputIt = 'The output of “look”: “it”';

describe('of two contracts', () => {
  it('nothing is said when they are the same', () => {
    expect(compared(describeContract(parcelsOne), describeContract(parcelsOne))).toEqual([]);
  });

  it('operations that came, went, or are called something else are named', () => {
    const [before, now] = [contractOf({ look: read(base), see: read(base) }), contractOf({ watch: read(base), make: write(base) })];
    expect(compared(before, now, new Map([['see', 'watch']]))).toEqual([
      'breaking: The operation “look” is gone.',
      'breaking: The operation “see” is called “watch” now.',
      'additive: The operation “make” is new.',
    ]);
  });

  it('a less safe effect is breaking, a safer one is not', () => {
    const [safe, less] = [contractOf({ look: idempotent(base) }), contractOf({ look: write(base) })];
    expect(compared(safe, less)).toEqual(['breaking: The operation “look” is write now, not idempotent.']);
    expect(compared(less, safe)).toEqual(['additive: The operation “look” is idempotent now, not write.']);
  });

  it('key, cost, words and streaming are told', () => {
    const was = contractOf({ look: write({ ...base, idempotencyKey: true, stream: { chunk: z.string() } }) });
    const is = contractOf({ look: write({ ...base, title: 'Look here', summary: 'It looks.', cost: 3 }) });
    expect(compared(was, is)).toEqual([
      'breaking: The operation “look” takes no key any more that makes it safe to repeat.',
      'breaking: The operation “look” is not streamed any more.',
      'additive: The operation “look” costs 3 requests, not 1.',
      'wording: The operation “look” has another title.',
      'wording: The operation “look” has another summary.',
    ]);
  });

  it('secrets that have to be there are breaking, and so are such that are gone', () => {
    const [one, two] = [secret({ label: 'One' }), secret({ label: 'Two' })];
    const was = contractOf({}, { secrets: z.object({ a: one, b: one.optional(), c: one }) });
    const is = contractOf({}, { secrets: z.object({ b: two, c: one.optional(), d: one, e: one.optional() }) });
    expect(compared(was, is)).toEqual([
      'breaking: The secret “a” is gone.',
      'breaking: The secret “b” has to be there now.',
      'breaking: The secret “d” is new and has to be there.',
      'additive: The secret “c” may be left out.',
      'additive: The secret “e” is new.',
      'wording: The secret “b” has another label.',
    ]);
  });

  it('settings are told with their field, as something that may have been saved', () => {
    const was = contractOf({}, { config: z.object({ host: z.string(), port: z.int().optional() }) });
    const is = contractOf({}, { config: z.object({ address: z.string(), port: z.int() }) });
    expect(compareContracts(was, is)).toEqual([
      { kind: 'breaking', says: 'The settings: “host” is gone.', saved: { field: 'host' } },
      { kind: 'breaking', says: 'The settings: “address” is new and has to be there.', saved: { field: 'address' } },
      { kind: 'breaking', says: 'The settings: “port” has to be there now.', saved: { field: 'port' } },
    ]);
  });
});

describe('of an input', () => {
  it.each(
    /** @type {readonly [string, z.ZodType, z.ZodType, string, string][]} */ ([
      ['a shorter text', text.max(9), text.max(5), 'has 5 as the longest text now, not 9.', 'has 9 as the longest text now, not 5.'],
      ['a bound where none was', text, text.min(2), 'has 2 as the shortest text now.', 'is not bound by the shortest text any more.'],
      ['a smaller number', z.number().max(9), z.number().max(5), 'has 5 as the most now, not 9.', 'has 9 as the most now, not 5.'],
      ['fewer choices', z.enum(['a', 'b']), z.enum(['a']), 'is not “b” any more.', 'may be “b” too.'],
      ['choices', text, z.enum(['a']), 'is one of “a” now.', 'may be more than its former choices.'],
      ['no null', text.nullable(), text, 'is not null any more.', 'may be null too.'],
      ['no null of choices', z.enum(['a']).nullable(), z.enum(['a']), 'is not null any more.', 'may be null too.'],
      [
        'another rule',
        text,
        text.refine(() => true),
        'is checked by 1 rules of code now, not by 0.',
        'is checked by 0 rules of code now, not by 1.',
      ],
      ['a pattern', text, text.regex(/a/), 'has another pattern.', 'has no pattern any more.'],
      ['a part of a union', z.union([text, z.int()]), text, 'is not a whole number any more.', 'may be a whole number too.'],
      ['more to fill in', text.optional(), text, 'has to be there now.', 'may be left out.'],
      [
        'fewer elements',
        z.array(text).max(9),
        z.array(text).max(2),
        'has 2 as the most elements now, not 9.',
        'has 9 as the most elements now, not 2.',
      ],
    ]),
  )('%s is breaking, and the other way round additive', (_what, was, is, narrower, wider) => {
    expect(inputs(was, is)).toEqual([`breaking: ${inputIt} ${narrower}`]);
    expect(inputs(is, was)).toEqual([`additive: ${inputIt} ${wider}`]);
  });

  it('another type is both', () => {
    expect(inputs(text, z.boolean())).toEqual([
      `breaking: ${inputIt} is not a text any more.`,
      `additive: ${inputIt} may be yes or no too.`,
    ]);
  });

  it('what lies deeper is named by its path, and of a union each alternative is compared with its own', () => {
    const [was, is] = [z.array(z.object({ deep: text })), z.array(z.object({ deep: text.max(3) }))];
    expect(inputs(was, is)).toEqual(['breaking: The input of “look”: “it.[].deep” has 3 as the longest text now.']);
    const mail = z.object({ by: z.literal('mail'), to: text });
    const phone = z.object({ by: z.literal('phone'), number: text });
    expect(inputs(z.union([mail, phone]), z.union([phone.extend({ number: text.min(5) }), mail]))).toEqual([
      `breaking: The input of “look”: “it.number” has 5 as the shortest text now.`,
    ]);
    expect(inputs(z.union([mail, phone]), mail)).toEqual([`breaking: ${inputIt} is not an object with by="phone" any more.`]);
  });

  it('words are words, and what happens without it is behaviour', () => {
    expect(inputs(field(text, { label: 'A', help: 'One.' }), field(text, { label: 'B', help: 'Two.', placeholder: 'x' }))).toEqual([
      `wording: ${inputIt} has another label.`,
      `wording: ${inputIt} has another help text.`,
      `wording: ${inputIt} has another placeholder.`,
    ]);
    expect(inputs(text.default('a'), text.default('b'))).toEqual([`additive: ${inputIt} is “b” when it is left out.`]);
    expect(inputs(field(text, { label: 'A' }), field(text, { label: 'A', journal: 'omit' }))).toEqual([
      `additive: ${inputIt} is kept in the journal otherwise.`,
    ]);
  });

  it('a field with choices of its own is no other type', () => {
    const list = read({
      ...base,
      input: z.object({}),
      output: paged(z.object({ name: text }), 'Things'),
      view: { as: 'table', items: 'items' },
    });
    const plain = field(text.min(1), { label: 'It' });
    const chosen = ref('list', { value: 'name', label: 'name' }, { label: 'It' }, text.min(1));
    const looking = (/** @type {z.ZodType} */ it) => contractOf({ list, look: read({ ...base, input: z.object({ it }) }) });
    expect(compared(looking(plain), looking(chosen))).toEqual([`additive: ${inputIt} refers to something else.`]);
  });
});

describe('of an output', () => {
  it('a field that is gone, or may be something else or nothing, is breaking', () => {
    expect(outputs(text, text.nullable())).toEqual([`breaking: ${outputIt} may be null too.`]);
    expect(outputs(text, text.optional())).toEqual([`breaking: ${outputIt} may be left out.`]);
    expect(outputs(z.int(), z.union([z.int(), text]))).toEqual([`breaking: ${outputIt} may be a text too.`]);
    expect(outputs(z.object({ a: text, b: text }), z.object({ a: text }))).toEqual(['breaking: The output of “look”: “it.b” is gone.']);
  });

  it('a new field, a new choice, another bound and less than before are not', () => {
    expect(outputs(z.object({ a: text }), z.object({ a: text, b: text }))).toEqual([
      'additive: The output of “look”: “it.b” is new and has to be there.',
    ]);
    expect(outputs(z.enum(['a']), z.enum(['a', 'b']))).toEqual([`additive: ${outputIt} may be “b” too.`]);
    expect(outputs(text.max(5), text)).toEqual([`additive: ${outputIt} is not bound by the longest text any more.`]);
    expect(outputs(text.nullable(), text)).toEqual([`additive: ${outputIt} is not null any more.`]);
  });

  it('the pieces of a stream are an output too', () => {
    const streamed = (/** @type {z.ZodType} */ chunk) => contractOf({ look: read({ ...base, stream: { chunk } }) });
    expect(compared(streamed(z.array(text)), streamed(z.array(text.nullable())))).toEqual([
      'breaking: The pieces of “look”: “[]” may be null too.',
    ]);
  });
});
