import { countedSignal, ManualClock } from '@wiz/core/testing';
import type { LookupFunction } from 'node:net';
import { describe, expect, it } from 'vitest';
import { faults, faultServer, transportLaws, withRig, type MakeTransport } from '../../testing/index.ts';
import { nodeTransport } from './node-transport.ts';

const failingLookup =
  (code: string): LookupFunction =>
  (hostname, _, callback) => {
    callback(Object.assign(new Error(`getaddrinfo ${code} ${hostname}`), { code, syscall: 'getaddrinfo' }), '');
  };

const make: MakeTransport = ({ connectMs, lookupError }) =>
  nodeTransport({
    ...(connectMs === undefined ? {} : { connectMs }),
    ...(lookupError === undefined ? {} : { lookup: failingLookup(lookupError) }),
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

  it('refuses a limit that is none', () => {
    expect(() => nodeTransport({ connectMs: 0 })).toThrow(RangeError);
    expect(() => nodeTransport({ maxHeaderSize: Number.NaN })).toThrow(RangeError);
  });
});
