import { describe, expect, it } from 'vitest';
import { exchangeProblems } from './exchange-check.ts';
import { OpenApi, type JsonSchema } from './openapi.ts';
import { schemaProblems } from './schema-check.ts';

const api = new OpenApi();

interface Described {
  readonly schema: JsonSchema;
  readonly examples?: Readonly<Record<string, { readonly $ref?: string; readonly value?: unknown }>>;
}

function* references(part: unknown): Generator<string> {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    if (key === '$ref' && typeof value === 'string') yield value;
    else yield* references(value);
  }
}

const published = Object.entries(api.description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { responses }]) =>
    Object.entries(responses).flatMap(([status, { content }]) => {
      const { schema, examples = {} } = (content?.['application/json'] ?? {}) as Partial<Described>;
      return schema === undefined
        ? []
        : Object.values(examples).map((example) => [`${method.toUpperCase()} ${path} ${status}`, schema, example] as const);
    }),
  ),
);

/** Where GitHub's examples miss what its schemas require. */
const knownFlaws: Readonly<Record<string, readonly string[]>> = {
  'GET /repos/{owner}/{repo} 200': [': has no language', '/source: has no language'],
  'GET /repos/{owner}/{repo}/pulls 200': ['/0/requested_teams/0: has no type'],
  'GET /repos/{owner}/{repo}/pulls/{pull_number} 200': ['/requested_teams/0: has no type'],
};

describe('GitHub’s description', () => {
  it('says where it comes from and under which licence', () => {
    expect(api.description.info).toMatchObject({
      version: '23.0.2',
      license: { name: 'MIT' },
      source: '@octokit/openapi@23.0.2',
      'x-license-text': expect.stringContaining('Permission is hereby granted') as string,
    });
  });

  it('names nothing that it does not hold', () => {
    const named = new Set(references(api.description));
    expect(named.size).toBeGreaterThan(50);
    for (const reference of named) expect(() => api.resolve(reference)).not.toThrow();
  });

  it.each(published)('publishes for %s an example that fits its own schema', (name, schema, example) => {
    const holder = (example.$ref === undefined ? example : api.resolve(example.$ref)) as { readonly value?: unknown };
    const value = isReference(holder.value) ? (api.resolve(holder.value.$ref) as { readonly value: unknown }).value : holder.value;
    if (value !== null) expect(schemaProblems(api, schema, value)).toEqual(knownFlaws[name] ?? []);
  });
});

function isReference(value: unknown): value is { readonly $ref: string } {
  return typeof value === 'object' && value !== null && '$ref' in value && typeof value.$ref === 'string';
}

describe('the check of an exchange', () => {
  const path = '/repos/octocat/Hello-World/issues/1347';

  it('finds what does not fit', () => {
    const problems = (exchange: Parameters<typeof exchangeProblems>[1]) => exchangeProblems(api, exchange).join('\n');
    expect(problems({ method: 'GET', path: '/nowhere' })).toContain('no such operation');
    expect(problems({ method: 'GET', path: '/user/repos?sort=size' })).toContain('?sort: is none of');
    expect(problems({ method: 'GET', path: '/user/repos?order=up' })).toContain('?order: unknown');
    expect(problems({ method: 'GET', path: '/search/repositories' })).toContain('?q: is missing');
    expect(problems({ method: 'POST', path: `${path}/comments` })).toContain('body');
    expect(problems({ method: 'POST', path: `${path}/comments`, body: { body: 1 } })).toContain('body/body: is no string');
    expect(problems({ method: 'PATCH', path, body: { status: 'open' } })).toContain('body/status: unknown');
    expect(problems({ method: 'PATCH', path, body: { state: 'ajar' } })).toContain('body/state: is none of');
    expect(problems({ method: 'GET', path, status: 299, answer: {} })).toContain('status 299: is not described');
    const issue = api.example('issue') as Readonly<Record<string, unknown>>;
    for (const [changes, problem] of [
      [{ number: '1' }, 'answer/number: is no integer'],
      [{ title: null }, 'answer/title: is no string'],
      [{ updated_at: 'yesterday' }, 'answer/updated_at: is no moment'],
      [{ html_url: 'on the web' }, 'answer/html_url: is no address'],
      [{ labels: [1] }, 'answer/labels/0: none of 2 forms fits'],
      [{ state: undefined }, 'answer/state: is no string'],
    ] as const)
      expect(problems({ method: 'GET', path, status: 200, answer: { ...issue, ...changes } })).toContain(problem);
  });

  it('finds nothing where all fits', () => {
    expect(exchangeProblems(api, { method: 'GET', path, status: 200, answer: api.example('issue') })).toEqual([]);
    expect(exchangeProblems(api, { method: 'PATCH', path, body: { state: 'closed', state_reason: 'not_planned' } })).toEqual([]);
    expect(exchangeProblems(api, { method: 'PATCH', path: '/notifications/threads/1', status: 205 })).toEqual([]);
  });
});
