import { getEventListeners, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { never } from './calls.ts';
import { cockatielsWithoutAbortOnReturn } from './cockatiel.ts';
import { ours } from './ours.ts';
import type { Run, Work } from './peer.ts';

let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((_request, response) => response.end('answer')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  url = `http://127.0.0.1:${String(address.port)}/`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

/** Fifty requests one after the other, read to their end, all with the signal of one long-lived caller. */
async function listenersAfterFiftyRequests(run: Run): Promise<number> {
  const caller = never();
  const request: Work<string> = async (signal) => {
    const response = await fetch(url, { signal });
    return response.text();
  };
  for (let count = 0; count < 50; count += 1) expect(await run(request, caller)).toBe('answer');
  return getEventListeners(caller, 'abort').length;
}

describe('a long-lived signal, after fifty requests that have ended', () => {
  it('has no listener left: ours', async () => {
    expect(await listenersAfterFiftyRequests(ours.timeout(5000))).toBe(0);
  });

  it.each(cockatielsWithoutAbortOnReturn)('has no listener left: $name', async ({ timeout }) => {
    expect(await listenersAfterFiftyRequests(timeout(5000))).toBe(0);
  });

  it(`has listeners left where it was handed to fetch: Node ${process.versions.node}`, async () => {
    // All fifty, unless the garbage collector comes by; it takes all but the last.
    expect(await listenersAfterFiftyRequests((work, caller) => work(caller))).toBeGreaterThan(0);
  });
});
