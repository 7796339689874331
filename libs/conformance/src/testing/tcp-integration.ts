import { parse, type Out } from '@wiz/integration-kit/contract';
import { implement, type CallScope, type Integration } from '@wiz/integration-kit/main';
import { z } from 'zod';
import type { StandInDescription } from '../stand-in.ts';
import { TcpClient, type TcpMistakes, type TcpQuestion } from './tcp-client.ts';
import { tcpSample } from './tcp-contract.ts';
import { startTcpServer } from './tcp-server.ts';

const WireNote = z.object({ id: z.string(), text: z.string() });
const WireNotes = z.object({ items: z.array(WireNote), next: z.string().nullable() });

/** The sample’s service over tcp. Clean unless it is told otherwise. */
export function tcpIntegration(mistakes: TcpMistakes = {}): Integration {
  const ask = async <S extends z.ZodType>(client: TcpClient, scope: CallScope, question: TcpQuestion, schema: S): Promise<z.infer<S>> =>
    parse(schema, await client.ask(scope, question), 'protocol_error', 'Notes gave an answer of another form.') as z.infer<S>;
  const get = (client: TcpClient, scope: CallScope, note: string): Promise<Out<typeof WireNote>> =>
    ask(client, scope, { method: 'get', params: { note } }, WireNote);

  return implement<typeof tcpSample, TcpClient>(tcpSample, {
    connect: ({ config: { baseUrl }, secrets: { token } }) => new TcpClient(baseUrl, () => token.reveal(), mistakes),
    verify: async ({ client, ...scope }) => {
      const { name } = await ask(client, scope, { method: 'about' }, z.object({ name: z.string() }));
      return { account: name, label: name };
    },
    handlers: {
      listNotes: async ({ cursor }, { client, ...scope }) => {
        const { items, next } = await ask(client, scope, { method: 'list', params: { from: cursor } }, WireNotes);
        return { items, nextCursor: next };
      },
      getNote: ({ note }, { client, ...scope }) => get(client, scope, note),
      addNote: ({ text }, { client, ...scope }) => ask(client, scope, { method: 'add', params: { text }, changes: true }, WireNote),
      dropNote: ({ note }, { client, ...scope }) =>
        ask(client, scope, { method: 'drop', params: { note }, changes: true }, z.object({ dropped: z.string() })),
    },
    disconnect: (client) => client.close(),
    previews: {
      dropNote: async ({ note }, { client, ...scope }) => {
        const { id, text } = await get(client, scope, note);
        return { summary: `Drops “${text}”.`, details: [], fingerprint: `${id} ${text}` };
      },
    },
  });
}

/** What it is held to the laws with. */
export const tcpStandIn: StandInDescription<typeof tcpSample> = {
  start: startTcpServer,
  examples: { listNotes: {}, getNote: { note: 'n1' }, addNote: { text: 'Added' }, dropNote: { note: 'n3' } },
};
