import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { holdsMutation } from './document-effect.ts';

const queries = [
  '{ a }',
  'query mutation { a }',
  'query Q($mutation: ID, $in: In = { mutation: "mutation" }) { a(of: $mutation, with: $in) }',
  '{ mutation { mutation } }',
  '# mutation { a }\nquery { a }',
  'query { a(text: "} mutation { b }") }',
  'query { a(text: """ } mutation { b } \\""" """) }',
  'query { a { ...mutation } } fragment mutation on A { b }',
];
const mutations = [
  'mutation { a }',
  'mutation M($a: [ID!]! = ["x"]) { a }',
  '\n  # a comment\n mutation query { a }',
  'fragment F on A { b } mutation { a { ...F } }',
  'query A { a } mutation B { b }',
];

describe('holdsMutation', () => {
  it.each([...queries.map((text) => [text, false] as const), ...mutations.map((text) => [text, true] as const)])(
    '%s: %s',
    (text, holds) => {
      // What is no GraphQL would prove nothing.
      const kinds = parse(text).definitions.map((definition) => ('operation' in definition ? definition.operation : undefined));
      expect(kinds.some((kind) => String(kind) === 'mutation')).toBe(holds);
      expect(holdsMutation(text)).toBe(holds);
    },
  );
});
