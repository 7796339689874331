import { countedSignal, ManualClock } from '@wiz/core/testing';
import { isIP, type LookupFunction } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { handshakeServer, hangUp, reset } from '../../testing/handshake-server.ts';
import { faults, faultServer, transportLaws, withRig, type MakeTransport } from '../../testing/index.ts';
import { nodeTransport } from './node-transport.ts';

const failingLookup =
  (code: string): LookupFunction =>
  (hostname, _, callback) => {
    callback(Object.assign(new Error(`getaddrinfo ${code} ${hostname}`), { code, syscall: 'getaddrinfo' }), '');
  };

const finding =
  (...addresses: readonly string[]): LookupFunction =>
  (_hostname, { all = false }, callback) => {
    const found = addresses.map((address) => ({ address, family: isIP(address) }));
    if (all) callback(null, found);
    else callback(null, found[0]?.address ?? '', found[0]?.family);
  };

const make: MakeTransport = ({ connectMs, lookupError, addresses, trust }) =>
  nodeTransport({
    ...(connectMs === undefined ? {} : { connectMs }),
    ...(lookupError === undefined ? {} : { lookup: failingLookup(lookupError) }),
    ...(addresses === undefined ? {} : { lookup: finding(...addresses) }),
    ...(trust === undefined ? {} : { ca: trust }),
  });

transportLaws('Node', make, { describe, it });

describe('nodeTransport', () => {
  it('row 13: refuses a head above 16 KiB', async () => {
    await withRig(make, faults.bigHeader, async ({ failure }) => {
      expect((await failure()).category).toBe('protocol_error');
    });
  });

  it('row 22: refuses a third layer of packing, and a packing nobody asked for', async () => {
    await withRig(make, faults.packedJson({}, 'gzip', 'gzip', 'gzip'), async ({ server, failure }) => {
      expect((await failure()).category).toBe('protocol_error');
      server.answer(faults.text('x', { headers: { 'content-encoding': 'zstd' } }));
      expect((await failure()).category).toBe('protocol_error');
      server.answer(faults.text('x', { headers: { 'content-encoding': 'gzip, '.repeat(1000) + 'gzip' } }));
      expect((await failure()).category).toBe('protocol_error');
    });
  });

  it('unpacks two layers', async () => {
    await withRig(make, faults.packedJson({ fine: true }, 'gzip', 'br'), async ({ get }) => {
      expect((await get()).json).toEqual({ fine: true });
    });
  });

  it('takes an empty body for empty, however it says it is packed', async () => {
    await withRig(make, faults.text('', { headers: { 'content-encoding': 'gzip' } }), async ({ get }) => {
      expect((await get()).json).toBeUndefined();
    });
  });

  it('closes the socket when the reader stops early', async () => {
    const server = await faultServer(faults.endlessBody);
    const transport = nodeTransport();
    const { signal } = new AbortController();
    const { body } = await transport.send({ method: 'GET', url: server.origin, headers: {}, signal });
    for await (const part of body) {
      expect(part.byteLength).toBeGreaterThan(0);
      break;
    }
    await server.idle();
    await transport.close();
    await server.close();
  });

  it('tells of a reset that came before anybody read', async () => {
    const server = await faultServer(faults.resetMidBody);
    const transport = nodeTransport();
    const { body } = await transport.send({ method: 'GET', url: server.origin, headers: {}, signal: new AbortController().signal });
    await server.idle();
    await new Promise((resolve) => setImmediate(resolve));
    const read = async (): Promise<void> => {
      for await (const part of body) expect(part.byteLength).toBeGreaterThan(0);
    };
    await expect(read()).rejects.toMatchObject({ code: 'ECONNRESET' });
    await transport.close();
    await server.close();
  });

  it('leaves no listener on the signal, and none of the bytes that it could not read in the error', async () => {
    const server = await faultServer([faults.json({}), faults.garbageStatusLine]);
    const transport = nodeTransport();
    const { signal, listeners } = countedSignal();
    const request = { method: 'GET', url: server.origin, headers: {}, signal };
    const { body } = await transport.send(request);
    for await (const part of body) expect(part.byteLength).toBe(2);
    const error: unknown = await transport.send(request).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: expect.stringMatching(/^HPE_/) as string });
    expect(error).not.toHaveProperty('rawPacket');
    await server.idle();
    expect(listeners()).toBe(0);
    await transport.close();
    await server.close();
  });

  it('never ends a stream as if it were whole when it is aborted with all of it in memory', async () => {
    const server = await faultServer(faults.json({ text: 'x'.repeat(40_000) }));
    const transport = nodeTransport();
    const controller = new AbortController();
    const { body } = await transport.send({ method: 'GET', url: server.origin, headers: {}, signal: controller.signal });
    const read = async (): Promise<void> => {
      for await (const part of body) {
        expect(part.byteLength).toBeGreaterThan(0);
        controller.abort();
      }
    };
    await expect(read()).rejects.toMatchObject({ category: 'cancelled' });
    await transport.close();
    await server.close();
  });

  it('row 11: replaces a stale connection by a new one, not by another that has gone stale with it', async () => {
    await withRig(make, faults.staleAfterFirst(faults.json({ fine: true })), async ({ server, get }) => {
      await Promise.all([get(), get(), get()]);
      expect(server.connections).toBe(3);
      expect((await get()).json).toEqual({ fine: true });
      expect(server.connections).toBe(4);
    });
  });

  it('ends connecting by the clock that it is given, and leaves no timer', async () => {
    const clock = new ManualClock();
    const server = await faultServer(faults.json({}));
    // A look-up that never answers: the limit covers that too.
    const transport = nodeTransport({ clock, connectMs: 3000, lookup: () => undefined });
    const { signal } = new AbortController();
    const sent = transport.send({ method: 'GET', url: 'http://name.example/', headers: {}, signal });
    const failed = expect(sent).rejects.toMatchObject({ code: 'ETIMEDOUT', syscall: 'connect' });
    await clock.advance(3000);
    await failed;
    const kept = nodeTransport({ clock });
    const answer = await kept.send({ method: 'GET', url: server.origin, headers: {}, signal });
    for await (const part of answer.body) expect(part.byteLength).toBe(2);
    expect(clock.pending).toBe(0);
    const gone = await faultServer(faults.json({}));
    await gone.close();
    await expect(kept.send({ method: 'GET', url: gone.origin, headers: {}, signal })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await kept.close();
    expect(clock.pending).toBe(0);
    await Promise.all([transport.close(), server.close()]);
  });

  it('row 38: connects to the number that was judged, and asks for no other', async () => {
    const server = await faultServer(faults.json({ fine: true }));
    // The first is the server's, all that follow are nobody's.
    let asked = 0;
    const rebinding: LookupFunction = (hostname, options, callback) => {
      asked += 1;
      finding(asked === 1 ? '127.0.0.1' : '127.1.2.3')(hostname, options, callback);
    };
    const transport = nodeTransport({ lookup: rebinding });
    const url = server.origin.replace('127.0.0.1', 'rebinding.example');
    const { status } = await transport.send({ method: 'GET', url, headers: {}, signal: new AbortController().signal });
    expect([status, asked, server.connections]).toEqual([200, 1, 1]);
    await transport.close();
    await server.close();
  });

  it('row 38: takes no connection that was made for the user to where somebody else sends us', async () => {
    const server = await faultServer(faults.json({ fine: true }));
    const transport = nodeTransport({ lookup: finding('127.0.0.1') });
    const url = server.origin.replace('127.0.0.1', 'inside.example');
    const request = { method: 'GET', url, headers: {}, signal: new AbortController().signal };
    const { body } = await transport.send(request);
    for await (const part of body) expect(part.byteLength).toBeGreaterThan(0);
    await expect(transport.send({ ...request, isForeign: true })).rejects.toMatchObject({ category: 'configuration_error' });
    expect([server.open, server.requests.length]).toEqual([1, 1]);
    await transport.close();
    await server.close();
  });

  it('row 41: knows that a change was not sent when its handshake was cut', async () => {
    for (const fault of [hangUp, reset]) {
      const server = await handshakeServer(fault);
      await withRig(
        make,
        faults.json({}),
        async ({ failure }) => {
          expect(await failure({ method: 'POST', json: {} })).toMatchObject({ category: 'network_error', outcome: 'none' });
        },
        { client: { baseUrl: server.origin } },
      );
      await server.close();
    }
  });

  it('row 42: takes no proxy, whatever the environment says', async () => {
    const [server, proxy] = [await faultServer(faults.json({})), await faultServer(faults.json({}))];
    vi.stubEnv('HTTP_PROXY', proxy.origin);
    vi.stubEnv('NO_PROXY', '');
    const transport = nodeTransport();
    await transport.send({ method: 'GET', url: server.origin, headers: {}, signal: new AbortController().signal });
    expect([server.requests.length, proxy.connections]).toEqual([1, 0]);
    vi.unstubAllEnvs();
    await transport.close();
    await Promise.all([server.close(), proxy.close()]);
  });

  it('refuses a limit that is none', () => {
    expect(() => nodeTransport({ connectMs: 0 })).toThrow(RangeError);
    expect(() => nodeTransport({ maxHeaderSize: Number.NaN })).toThrow(RangeError);
  });
});
