import type { JsonSchema, OpenApi } from './openapi.ts';

/** What of a value differs from a schema, each with its place; none when it fits. Fields that the schema does not name are fine. */
export function schemaProblems(api: OpenApi, schema: JsonSchema, value: unknown, at = ''): readonly string[] {
  if (schema.$ref !== undefined) return schemaProblems(api, api.resolve(schema.$ref) as JsonSchema, value, at);
  if (value === null && schema.nullable === true) return [];
  const inner = (part: JsonSchema, piece: unknown, place: string) => schemaProblems(api, part, piece, place);
  const problems = [...ownProblems(schema, value, at), ...(schema.allOf ?? []).flatMap((part) => inner(part, value, at))];
  // One of several is taken as one at least: GitHub's alternatives overlap, and a private user is a public one too.
  for (const several of [schema.anyOf, schema.oneOf]) {
    const tried = several?.map((part) => inner(part, value, at));
    if (tried?.every((found) => found.length > 0) === true) problems.push(`${at}: none of ${String(tried.length)} forms fits`);
  }
  if (Array.isArray(value) && schema.items !== undefined) {
    const { items } = schema;
    problems.push(...value.flatMap((item, index) => inner(items, item, `${at}/${String(index)}`)));
  }
  if (isObject(value)) {
    const { properties = {}, additionalProperties } = schema;
    for (const [key, piece] of Object.entries(value)) {
      const part = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
      if (part === false) problems.push(`${at}/${key}: unknown`);
      else if (part !== undefined) problems.push(...inner(part, piece, `${at}/${key}`));
    }
  }
  return problems;
}

/** Without what is inside of it. */
function ownProblems(schema: JsonSchema, value: unknown, at: string): string[] {
  const { type, required = [], pattern, minimum = -Infinity, maximum = Infinity } = schema;
  const { minLength = 0, maxLength = Infinity, minItems = 0, maxItems = Infinity } = schema;
  const fails: readonly (readonly [boolean, string])[] = [
    [type !== undefined && !isOfType(type, value), `is no ${String(type)}`],
    // A null stands in many a list of GitHub's only by `nullable`.
    [schema.enum?.includes(value) === false, `is none of ${String(schema.enum?.join(', '))}`],
    [typeof value === 'string' && pattern !== undefined && !new RegExp(pattern, 'u').test(value), `does not look like ${String(pattern)}`],
    [typeof value === 'string' && (value.length < minLength || value.length > maxLength), 'is too short or too long'],
    [typeof value === 'string' && schema.format === 'date-time' && !isMoment(value), 'is no moment'],
    [typeof value === 'string' && schema.format === 'uri' && !/^[a-z][a-z\d+.-]*:\S+$/i.test(value), 'is no address'],
    [typeof value === 'number' && (value < minimum || value > maximum), 'is too small or too large'],
    [Array.isArray(value) && (value.length < minItems || value.length > maxItems), 'has too few or too many items'],
    ...required.map((key) => [isObject(value) && !Object.hasOwn(value, key), `has no ${key}`] as const),
  ];
  return fails.flatMap(([failed, what]) => (failed ? [`${at}: ${what}`] : []));
}

function isOfType(type: NonNullable<JsonSchema['type']>, value: unknown): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === type;
  }
}

function isMoment(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
