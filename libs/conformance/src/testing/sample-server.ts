import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Thing {
  readonly id: string;
  readonly name: string;
}

type Answer = readonly [status: number, body: unknown];

const pageSize = 2;
const accounts: Readonly<Record<string, string>> = { 'sample-token-of-ada!1': 'ada', 'sample-token-of-bob?2': 'bob' };
export const [adasToken, bobsToken] = Object.keys(accounts) as [string, string];

/** The sample system on this computer, below `/api`. */
export interface SampleServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts it with three things. It checks tokens and keys, hands out pages, and keeps what it is told. */
export async function startSampleServer(): Promise<SampleServer> {
  const things = new Map(['t1', 't2', 't3'].map((id) => [id, { id, name: `Thing ${id}` }]));
  const byKey = new Map<string, Thing>();
  let last = 3;

  const add = (name: unknown): Thing => {
    const made = { id: `t${String((last += 1))}`, name: String(name) };
    things.set(made.id, made);
    return made;
  };
  const one = (method: string, id: string, sent: Readonly<Record<string, unknown>>): Answer => {
    const found = things.get(id);
    if (found === undefined) return [404, { message: 'There is no such thing.' }];
    if (method === 'DELETE') {
      things.delete(id);
      return [200, { dropped: id }];
    }
    if (method !== 'PUT') return [200, found];
    const renamed = { id, name: String(sent['name']) };
    things.set(id, renamed);
    return [200, renamed];
  };
  const all = (url: URL): Answer => {
    const begin = Number(url.searchParams.get('from') ?? 0);
    const next = begin + pageSize < things.size ? `${url.origin}/api/things?from=${String(begin + pageSize)}` : null;
    return [200, { items: [...things.values()].slice(begin, begin + pageSize), next }];
  };
  const answer = ({ method = '', url: path = '', headers }: IncomingMessage, body: string): Answer => {
    const url = new URL(path, `http://${headers.host ?? ''}`);
    const account = accounts[(headers.authorization ?? '').replace(/^Bearer /, '')];
    if (account === undefined) return [401, { message: 'Who are you?' }];
    const sent = (body === '' ? {} : JSON.parse(body)) as Readonly<Record<string, unknown>>;
    if (url.pathname === '/api/me') return [200, { login: account }];
    const id = /^\/api\/things\/(\w+)$/.exec(url.pathname)?.[1];
    if (id !== undefined) return one(method, id, sent);
    if (url.pathname !== '/api/things') return [404, { message: 'There is no such place.' }];
    if (method === 'GET') return all(url);
    const key = headers['idempotency-key'];
    const made = (typeof key === 'string' ? byKey.get(key) : undefined) ?? add(sent['name']);
    if (typeof key === 'string') byKey.set(key, made);
    return [201, made];
  };

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const [status, body] = answer(request, Buffer.concat(parts).toString());
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/api`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
