import { cursor, defineContract, field, page, parse, read, secret, write } from '@wiz/integration-kit/contract';
import { GraphqlClient, HttpClient, implement, type CallScope, type GraphqlQuery, type Integration } from '@wiz/integration-kit/main';
import { samplePage } from '@wiz/integration-kit/testing';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { StandInDescription } from '../stand-in.ts';

const Card = z.object({ id: field(z.string(), { label: 'Id' }), title: field(z.string(), { label: 'Title' }) });
const Cards = z.object({ cards: z.object({ nodes: z.array(Card), end: z.string().nullable() }) });
const token = 'sample-token-of-ada!1';

/** A small GraphQL system that exists for the kit’s own tests. */
export const graphqlSample = defineContract({
  id: 'graphqlsample',
  name: 'Cards',
  kind: 'graphql',
  owner: '@wiz/core',
  about: 'Cards with titles.',
  docs: 'https://example.com',
  config: z.object({ baseUrl: z.string() }),
  secrets: z.object({ token: secret({ label: 'Token' }) }),
  page: samplePage,
  operations: {
    listCards: read({
      title: 'List cards',
      summary: 'Lists.',
      input: z.object({ cursor: cursor() }),
      output: page(Card, 'Cards'),
      view: { as: 'table', items: 'items' },
      cache: { ttlMs: 30_000 },
    }),
    addCard: write({
      title: 'Add a card',
      summary: 'Adds.',
      input: z.object({ title: z.string() }),
      output: Card,
      invalidates: ['listCards'],
    }),
  },
});

/** Mistakes that somebody could make with GraphQL; the sample makes none unless it is told to. */
export interface GraphqlMistakes {
  /** Looks at the status alone. */
  readonly ignoresErrors?: boolean;
}

type Ask = <T>(scope: CallScope, query: GraphqlQuery<T>) => Promise<T>;
interface Client {
  readonly ask: Ask;
  readonly close: () => Promise<void>;
}

/** The sample’s service. Clean unless it is told otherwise. */
export function graphqlIntegration({ ignoresErrors = false }: GraphqlMistakes = {}): Integration {
  const read = <S extends z.ZodType>(schema: S, document: string, variables = {}): GraphqlQuery<z.infer<S>> => ({
    ...{ document, variables },
    parse: (data) => parse(schema, data, 'protocol_error', 'Cards gave an answer of another form.') as z.infer<S>,
  });
  return implement<typeof graphqlSample, Client>(graphqlSample, {
    connect: ({ config: { baseUrl }, secrets, host }) => {
      const options = {
        ...{ baseUrl, transport: host.transport, clock: host.clock, userAgent: host.userAgent, service: 'Cards' },
        credentials: () => ({ authorization: `Bearer ${secrets.token.reveal()}` }),
      };
      const [graphql, http] = [new GraphqlClient(options), new HttpClient(options)];
      return {
        ask: async (scope, query) => {
          if (!ignoresErrors) return (await graphql.query(scope, query)).data;
          const { document, variables } = query;
          const { json } = await http.request(scope, {
            method: 'POST',
            path: '/graphql',
            json: { query: document, variables },
            repeatable: true,
          });
          const { data } = z.object({ data: z.unknown().optional() }).parse(json);
          return query.parse(data ?? { cards: { nodes: [], end: null } });
        },
        close: async () => {
          await graphql.close();
          await http.close();
        },
      };
    },
    verify: async ({ client, ...scope }) => {
      const { me } = await client.ask(scope, read(z.object({ me: z.string() }), '{ me }'));
      return { account: me, label: me };
    },
    handlers: {
      listCards: async ({ cursor }, { client, ...scope }) => {
        const { cards } = await client.ask(
          scope,
          read(Cards, 'query ($after: String) { cards(after: $after) { nodes { id title } end } }', { after: cursor }),
        );
        return { items: cards.nodes, nextCursor: cards.end };
      },
      addCard: async ({ title }, { client, ...scope }) => {
        const document = 'mutation ($title: String!) { addCard(title: $title) { id title } }';
        return (await client.ask(scope, read(z.object({ addCard: Card }), document, { title }))).addCard;
      },
    },
    disconnect: (client) => client.close(),
    previews: {},
  });
}

/** What it is held to the laws with. */
export const graphqlStandIn: StandInDescription<typeof graphqlSample> = {
  start: async () => {
    const cards = ['c1', 'c2', 'c3'].map((id) => ({ id, title: `Card ${id}` }));
    const answer = (query: string, { title, after }: { readonly title?: string; readonly after?: string }): unknown => {
      if (query.startsWith('mutation')) {
        const made = { id: `c${String(cards.length + 1)}`, title: String(title) };
        cards.push(made);
        return { addCard: made };
      }
      const begin = Number(after ?? 0);
      const end = begin + 2 < cards.length ? String(begin + 2) : null;
      return query.includes('cards') ? { cards: { nodes: cards.slice(begin, begin + 2), end } } : { me: 'ada' };
    };
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const isKnown = request.headers.authorization === `Bearer ${token}`;
        const asked = JSON.parse(Buffer.concat(parts).toString()) as {
          readonly query: string;
          readonly variables?: { readonly title?: string };
        };
        const body = isKnown ? { data: answer(asked.query, asked.variables ?? {}) } : { errors: [{ message: 'Who are you?' }] };
        response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
      over: 'http',
      origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
      connection: (address) => ({ config: { baseUrl: address }, secrets: { token } }),
      close: () =>
        new Promise((resolve) => {
          server.close(() => {
            resolve();
          });
          server.closeAllConnections();
        }),
    };
  },
  examples: { listCards: {}, addCard: { title: 'Added' } },
};
