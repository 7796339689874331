import { isIntegrationError, systemClock, type IntegrationError } from '@wiz/core';
import { buildSchema, graphql } from 'graphql';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { faults, faultServer, testScope, type Fault, type FaultScript } from '../../testing/index.ts';
import { nodeTransport } from '../http/node-transport.ts';
import { GraphqlClient, type GraphqlClientOptions, type GraphqlQuery } from './graphql-client.ts';

const schema = buildSchema(`
  type Query { title: String, owner: Owner, broken: String, secret: String, busy: String }
  type Owner { name: String!, mail: String }
  type Mutation { rename(to: String!): String, refuse: String, crash: String }
`);

class CodedError extends Error {
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(message: string, code: string) {
    super(message);
    this.extensions = { code };
  }
}

function coded(message: string, code: string) {
  return (): never => {
    throw new CodedError(message, code);
  };
}

const rootValue = {
  title: 'Notes',
  owner: { name: 'Ada', mail: coded('Mail is hidden', 'FORBIDDEN') },
  broken: () => {
    throw new Error('The shelf fell over.');
  },
  secret: coded('You may not see this', 'FORBIDDEN'),
  busy: coded('Slow down', 'RATE_LIMITED'),
  rename: ({ to }: { to: string }) => to,
  refuse: coded('The title is taken', 'CONFLICT'),
  crash: () => {
    throw new Error('Half of it was done');
  },
};

/** A real execution of what was sent, answered as the specification wants it. */
const executed: Fault = (exchange) => {
  const { query, variables } = JSON.parse(exchange.request.body) as { query: string; variables?: Record<string, unknown> };
  void graphql({ schema, rootValue, source: query, variableValues: variables }).then((result) => {
    const status = result.data === undefined ? 400 : 200;
    faults.json(result, { status, headers: { 'content-type': 'application/graphql-response+json' } })(exchange);
  });
};

async function connected(script: FaultScript = executed, options: Partial<GraphqlClientOptions> = {}) {
  const server = await faultServer(script);
  const client = new GraphqlClient({
    ...{ transport: nodeTransport(), clock: systemClock(), service: 'Acme', userAgent: 'ProjectWiz/test', baseUrl: server.origin },
    credentials: () => ({ authorization: 'Bearer swordfish' }),
    ...options,
  });
  onTestFinished(async () => {
    await client.close();
    await server.close();
  });
  const pauses: number[] = [];
  const warned: string[] = [];
  const scope = testScope({
    rate: { pause: (ms) => void pauses.push(ms), observe: () => undefined },
    warn: (sentence) => void warned.push(sentence),
  });
  const query = (document: string, more: Partial<GraphqlQuery<unknown>> = {}) =>
    client.query(scope, { document, parse: (data) => data, ...more });
  const failure = async (document: string, more: Partial<GraphqlQuery<unknown>> = {}): Promise<IntegrationError> => {
    const error = await query(document, more).then(
      (answer) => new TypeError(`answered ${inspect(answer)}`),
      (thrown: unknown) => thrown,
    );
    if (isIntegrationError(error)) return error;
    throw error;
  };
  return { server, client, query, failure, pauses, warned };
}

/** An answer with the status 200 that holds these. */
const body = (errors: readonly unknown[], data: unknown = null): Fault => faults.json({ data, errors });
const error = (code: string) => ({ message: 'No', path: ['a'], extensions: { code } });

describe('GraphqlClient', () => {
  it('sends a document with its variables, and reads the data', async () => {
    const { query, server } = await connected();
    const answer = await query('mutation M($to: String!) { rename(to: $to) }', {
      variables: { to: 'Ledger' },
      headers: { 'x-version': '1' },
      parse: (data) => Reflect.get(data as object, 'rename') as unknown,
    });
    expect(answer).toEqual({ data: 'Ledger', warnings: [] });
    const [sent] = server.requests;
    expect(sent).toMatchObject({ method: 'POST', url: '/graphql', headers: { 'content-type': 'application/json', 'x-version': '1' } });
    expect(sent?.headers['accept']).toMatch(/^application\/graphql-response\+json, application\/json/);
  });

  it('goes where the system takes documents', async () => {
    const { query, server } = await connected(executed, { path: '/api/gql' });
    await query('{ title }');
    expect(server.requests[0]?.url).toBe('/api/gql');
  });

  it('takes errors without data for a failure, by their code (row 18)', async () => {
    const { failure, pauses } = await connected();
    expect(await failure('{ secret }')).toMatchObject({
      category: 'permission_error',
      code: 'FORBIDDEN',
      statusCode: 200,
      message: 'Acme does not allow this: You may not see this. Check what the account and its credentials may do.',
    });
    expect(await failure('{ broken }')).toMatchObject({ category: 'validation_error', retryable: false, outcome: 'none' });
    expect(pauses).toEqual([]);
  });

  it.each([
    ['UNAUTHENTICATED', 'authentication_error'],
    ['FORBIDDEN', 'permission_error'],
    ['NOT_FOUND', 'not_found'],
    ['BAD_USER_INPUT', 'validation_error'],
    ['GRAPHQL_VALIDATION_FAILED', 'validation_error'],
    ['RATE_LIMITED', 'rate_limit_error'],
    ['throttled', 'rate_limit_error'],
    ['INTERNAL_SERVER_ERROR', 'service_unavailable'],
    ['constructor', 'validation_error'],
    ['OTHER', 'validation_error'],
  ])('reads %s as %s', async (code, category) => {
    const { failure } = await connected(body([error(code)]));
    expect((await failure('{ a }')).category).toBe(category);
  });

  it.each([
    ['not a list', { errors: 'x' }],
    ['a list', [1]],
    ['nothing', {}],
    ['null alone', { data: null }],
  ])('takes %s for no GraphQL at all', async (_, json) => {
    const { failure } = await connected(faults.json(json));
    expect(await failure('{ a }')).toMatchObject({ category: 'protocol_error', outcome: 'none' });
    expect(await failure('mutation { a }')).toMatchObject({ category: 'protocol_error', outcome: 'unknown' });
  });

  it('says of data with errors what is missing, and tells the call (row 19)', async () => {
    const { query, warned } = await connected();
    const answer = await query('{ title owner { name mail } }');
    expect(answer.data).toEqual({ title: 'Notes', owner: { name: 'Ada', mail: null } });
    expect(answer.warnings).toEqual(['Acme left out “owner.mail”: Mail is hidden.']);
    expect(warned).toEqual(answer.warnings);
  });

  it('gives the errors’ own reason when what came is too little to be read', async () => {
    const parse = (): never => {
      throw new TypeError('owner is missing');
    };
    const { failure, warned } = await connected();
    expect(await failure('{ title secret }', { parse })).toMatchObject({ category: 'permission_error' });
    expect(warned).toEqual([]);
  });

  it('waits like after a 429 when the system says so in a 200 (row 20)', async () => {
    const { failure, pauses } = await connected();
    expect(await failure('{ busy }')).toMatchObject({ category: 'rate_limit_error', retryAfterMs: 60_000, outcome: 'none' });
    expect(pauses).toEqual([60_000]);
    const told = await connected(faults.json({ errors: [error('RATE_LIMITED')] }, { headers: { 'retry-after': '7' } }));
    expect((await told.failure('{ a }')).retryAfterMs).toBe(7000);
    expect(told.pauses).toEqual([7000]);
  });

  it('pauses also when a part came before the limit', async () => {
    const { query, pauses, warned } = await connected();
    expect((await query('{ title busy }')).data).toEqual({ title: 'Notes', busy: null });
    expect([pauses, warned]).toEqual([[60_000], ['Acme left out “busy”: Slow down.']]);
  });

  it('reads errors that come with their own status', async () => {
    const { failure } = await connected();
    expect(await failure('{ nothing }')).toMatchObject({ category: 'validation_error', statusCode: 400 });
    const refused = await connected(faults.json({ errors: [error('UNAUTHENTICATED')] }, { status: 400 }));
    expect(await refused.failure('{ a }')).toMatchObject({ category: 'authentication_error', statusCode: 400 });
  });

  it('lets the vendor’s own reading win, whatever the status', async () => {
    const explain: GraphqlClientOptions['explain'] = ({ status, json }) =>
      JSON.stringify(json).includes('"COSTLY"') ? { category: 'rate_limit_error', retryAfterMs: status } : undefined;
    const costly = { errors: [{ message: 'Too dear', type: 'COSTLY' }] };
    for (const status of [200, 400]) {
      const { failure, pauses } = await connected(faults.json(costly, { status }), { explain });
      expect(await failure('{ a }')).toMatchObject({ category: 'rate_limit_error', retryAfterMs: status });
      expect(pauses).toEqual([status]);
    }
  });

  it('knows of a query that nothing was done, and of a mutation that it may have been', async () => {
    for (const fault of [faults.resetBeforeHeaders, faults.resetMidBody, faults.json({}, { status: 500 }), faults.truncatedJson]) {
      const { failure } = await connected(fault);
      expect(await failure('{ title }')).toMatchObject({ outcome: 'none' });
      expect(await failure('mutation { rename(to: "x") }')).toMatchObject({ outcome: 'unknown' });
      expect(await failure('{ title }', { effect: 'write' })).toMatchObject({ outcome: 'unknown' });
    }
  });

  it('knows of a refused mutation what its answer tells', async () => {
    const { failure } = await connected();
    expect(await failure('mutation { refuse }')).toMatchObject({ category: 'conflict', outcome: 'none' });
    expect(await failure('mutation { crash }')).toMatchObject({ category: 'validation_error', outcome: 'unknown' });
    expect(await failure('mutation { nothing }')).toMatchObject({ category: 'validation_error', outcome: 'none' });
  });

  it('quotes no credentials that come back in an error', async () => {
    const leak = { message: 'You sent swordfish', path: ['swordfish', 'x'] };
    const { failure, query } = await connected([body([leak]), body([leak], { a: 1 })]);
    expect(inspect(await failure('{ a }'))).not.toContain('swordfish');
    expect((await query('{ a }')).warnings).toEqual(['Acme left out “[redacted].x”: You sent [redacted].']);
  });
});
