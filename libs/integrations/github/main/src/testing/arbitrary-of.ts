import fc from 'fast-check';
import type { JsonSchema, OpenApi } from './openapi.ts';

/** Deeper than so, only what is required is there: GitHub's objects hold each other. */
const fullDepth = 2;

/** What GitHub's description leaves to its documentation, by the names of fields. */
const byName: readonly (readonly [RegExp, fc.Arbitrary<unknown>])[] = [
  [/^(html_|blob_)?url$|_url$/, fc.webUrl()],
  [/_at$/, moments()],
  [/^state$/, fc.constantFrom('open', 'closed')],
];

function moments(): fc.Arbitrary<string> {
  const date = fc.date({ min: new Date('2007-10-20T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true });
  return fc.tuple(date, fc.constantFrom('Z', '+02:00')).map(([at, zone]) => at.toISOString().replace(/\.\d+Z$/, zone));
}

/** Anything that a schema of GitHub's description allows: optional fields missing, nullable ones null. Counts are never negative. */
export function arbitraryOf(api: OpenApi, schema: JsonSchema, name = '', depth = 0): fc.Arbitrary<unknown> {
  const value =
    schema.$ref === undefined ? valueOf(api, schema, name, depth) : arbitraryOf(api, api.resolve(schema.$ref) as JsonSchema, name, depth);
  return schema.nullable === true ? fc.option(value, { freq: 4 }) : value;
}

function valueOf(api: OpenApi, schema: JsonSchema, name: string, depth: number): fc.Arbitrary<unknown> {
  const { type, allOf, anyOf, oneOf } = schema;
  if (allOf !== undefined)
    return fc.tuple(...allOf.map((part) => arbitraryOf(api, part, name, depth))).map((parts) => Object.assign({}, ...parts) as unknown);
  const several = anyOf ?? oneOf;
  if (several !== undefined) return fc.oneof(...several.map((part) => arbitraryOf(api, part, name, depth)));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (type === undefined) return fc.anything();
  switch (type) {
    case 'object':
      return objectOf(api, schema, depth);
    case 'array':
      return schema.items === undefined ? fc.constant([]) : fc.array(arbitraryOf(api, schema.items, '', depth + 1), { maxLength: 2 });
    case 'integer':
      return fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    case 'number':
      return fc.double({ min: 0, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'string':
      return schema.format === 'date-time'
        ? moments()
        : schema.format === 'uri'
          ? fc.webUrl()
          : (namedOf(name) ?? fc.string({ unit: 'binary', maxLength: 20 }));
  }
}

function objectOf(api: OpenApi, { properties = {}, required = [] }: JsonSchema, depth: number): fc.Arbitrary<unknown> {
  const kept = Object.entries(properties).filter(([name]) => depth < fullDepth || required.includes(name));
  const model = Object.fromEntries(kept.map(([name, property]) => [name, arbitraryOf(api, property, name, depth + 1)]));
  return fc.record(model, { requiredKeys: required.filter((name) => name in model) });
}

function namedOf(name: string): fc.Arbitrary<unknown> | undefined {
  return byName.find(([pattern]) => pattern.test(name))?.[1];
}
