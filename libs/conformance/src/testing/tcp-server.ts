import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { TcpStandIn } from '../stand-in.ts';

type Params = Readonly<Record<string, unknown>>;

const host = '127.0.0.1';
const pageSize = 2;
const accounts: Readonly<Record<string, string>> = { 'sample-token-of-ada!1': 'ada', 'sample-token-of-bob?2': 'bob' };
const [adasToken, bobsToken] = Object.keys(accounts) as [string, string];

/** Starts the sample’s service on this computer: a line of JSON for each question and each answer, one after the other. */
export async function startTcpServer(): Promise<TcpStandIn> {
  const notes = new Map(['n1', 'n2', 'n3'].map((id) => [id, { id, text: `Note ${id}` }]));
  const [sockets, working] = [new Set<Socket>(), new Set<Socket>()];
  let [last, changes] = [3, 0];
  let held: Promise<void> | undefined;

  const answer = (method: string, params: Params, account: string): unknown => {
    const id = String(params['note']);
    if (method === 'about') return { name: account };
    if (method === 'list') {
      const begin = Number(params['from'] ?? 0);
      const next = begin + pageSize < notes.size ? String(begin + pageSize) : null;
      return { items: [...notes.values()].slice(begin, begin + pageSize), next };
    }
    if (method === 'add') {
      const made = { id: `n${String((last += 1))}`, text: String(params['text']) };
      notes.set(made.id, made);
      changes += 1;
      return made;
    }
    const found = notes.get(id);
    if (method !== 'drop' || found === undefined) return found;
    notes.delete(id);
    changes += 1;
    return { dropped: id };
  };

  const serve = async (socket: Socket, line: string): Promise<void> => {
    const { token, method, params } = JSON.parse(line) as { readonly token: string; readonly method: string; readonly params: Params };
    working.add(socket);
    await held;
    working.delete(socket);
    if (socket.destroyed) return;
    const account = accounts[token];
    const result = account === undefined ? undefined : answer(method, params, account);
    socket.write(`${JSON.stringify(result === undefined ? { refused: account === undefined ? 'unknown' : 'missing' } : { result })}\n`);
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      sockets.delete(socket);
      working.delete(socket);
    });
    createInterface({ input: socket }).on('line', (line) => {
      serve(socket, line).catch(() => socket.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const details = (address: string, token: string): ReturnType<TcpStandIn['connection']> => ({
    config: { baseUrl: address },
    secrets: { token },
  });
  return {
    ...{ over: 'tcp', host, port: (server.address() as AddressInfo).port },
    connection: (address) => details(address, adasToken),
    otherConnection: (address) => details(address, bobsToken),
    changes: () => Promise.resolve(changes),
    hold: () => {
      const gate = { open: (): void => undefined };
      held = new Promise<void>((resolve) => (gate.open = resolve));
      return Promise.resolve(() => {
        gate.open();
        held = undefined;
        return Promise.resolve();
      });
    },
    busy: () => Promise.resolve(working.size),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}
