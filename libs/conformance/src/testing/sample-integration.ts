import { parse, type In, type Out } from '@wiz/integration-kit/contract';
import { HttpClient, implement, segment, type CallScope, type Integration, type Setup } from '@wiz/integration-kit/main';
import { z } from 'zod';
import { sample } from './sample-contract.ts';

/** How answers are read; the sample’s own way is to check and to ignore what is not known. */
export type Reading = 'checked' | 'strict' | 'unchecked';

type Thing = Out<typeof sample.operations.getThing.output>;

const WireThing = z.object({ id: z.string(), name: z.string() });
const WireThings = z.object({ items: z.array(WireThing), next: z.string().nullable() });

/**
 * The sample’s service. Clean unless it is told otherwise.
 *
 * @param reading `strict` refuses fields that are not known, `unchecked` believes whatever comes
 */
export function sampleIntegration(reading: Reading = 'checked'): Integration {
  const read = <S extends z.ZodObject>(schema: S, json: unknown): z.infer<S> => {
    if (reading === 'unchecked') return json as z.infer<S>;
    const wanted = reading === 'strict' ? z.strictObject(schema.shape) : schema;
    return parse(wanted, json, 'protocol_error', 'The sample’s answer is not as described.') as z.infer<S>;
  };
  const toThing = (json: unknown): Thing => {
    const { id, name } = read(WireThing, json);
    return { id, name: name.trim() };
  };
  const list = async (
    client: HttpClient,
    scope: CallScope,
    cursor: string | undefined,
  ): Promise<Out<typeof sample.operations.listThings.output>> => {
    const { json } = await client.request(scope, { path: cursor ?? '/things' });
    const { items, next } = read(WireThings, json);
    return { items: items.map(toThing), nextCursor: next };
  };
  const path = (thing: string): string => `/things/${segment(thing)}`;

  return implement<typeof sample, HttpClient>(sample, {
    connect: ({ config: { baseUrl }, secrets: { token }, host }: Setup<Out<typeof sample.config>, Out<typeof sample.secrets>>) =>
      new HttpClient({
        ...{ baseUrl, transport: host.transport, clock: host.clock, userAgent: host.userAgent, service: 'Sample' },
        credentials: () => ({ authorization: `Bearer ${token.reveal()}` }),
      }),
    verify: async ({ client, ...scope }) => {
      const { json } = await client.request(scope, { path: '/me' });
      const { login } = parse(z.object({ login: z.string() }), json, 'protocol_error', 'The sample’s answer is not as described.');
      return { account: login, label: login };
    },
    handlers: {
      listThings: ({ cursor }, { client, ...scope }) => list(client, scope, cursor),
      getThing: async ({ thing }, { client, ...scope }) => toThing((await client.request(scope, { path: path(thing) })).json),
      exportThings: async (_input, { client, chunk, ...scope }) => {
        let [things, cursor]: [number, string | undefined] = [0, undefined];
        do {
          const { items, nextCursor }: In<typeof sample.operations.listThings.output> = await list(client, scope, cursor);
          await chunk(items);
          things += items.length;
          cursor = nextCursor ?? undefined;
        } while (cursor !== undefined);
        return { things };
      },
      renameThing: async ({ thing, name }, { client, ...scope }) =>
        toThing((await client.request(scope, { method: 'PUT', path: path(thing), json: { name } })).json),
      addThing: async ({ name }, { client, ...scope }) =>
        toThing((await client.request(scope, { method: 'POST', path: '/things', json: { name } })).json),
      orderThing: async ({ name }, { client, ...scope }) => {
        const headers = { 'idempotency-key': scope.idempotencyKey };
        return toThing((await client.request(scope, { method: 'POST', path: '/things', json: { name }, headers })).json);
      },
      dropThing: async ({ thing }, { client, ...scope }) => {
        const { json } = await client.request(scope, { method: 'DELETE', path: path(thing) });
        return read(z.object({ dropped: z.string() }), json);
      },
    },
    disconnect: (client) => client.close(),
    previews: {
      dropThing: async ({ thing }, { client, ...scope }) => {
        const { id, name } = toThing((await client.request(scope, { path: path(thing) })).json);
        return { summary: `Drops “${name}”.`, details: [], fingerprint: `${id} ${name}` };
      },
    },
  });
}
