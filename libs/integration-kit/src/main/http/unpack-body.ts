import { IntegrationError, throwIfAborted } from '@wiz/core';
import type { IncomingMessage } from 'node:http';
import { pipeline, Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';

/** More of them serve only to make much of little. */
const mostLayers = 2;

/**
 * How a body is packed, outermost last.
 *
 * @throws IntegrationError `protocol_error` for a packing that we did not ask for, and for more than two
 */
export function packingOf(contentEncoding: string | null): readonly string[] {
  const layers = (contentEncoding ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase().replace(/^x-/, ''))
    .filter((name) => name !== '' && name !== 'identity');
  if (layers.length > mostLayers || !layers.every((name) => name === 'gzip' || name === 'deflate' || name === 'br'))
    throw new IntegrationError(
      'protocol_error',
      'The other side packed its answer in a way that is not unpacked here. Check that the address is the right one.',
      { code: 'ERR_CONTENT_DECODING_FAILED' },
    );
  return layers;
}

/**
 * The content of an answer, unpacked piece by piece as it is read. Rejects when it breaks off or is aborted, and closes
 * the socket when the reader stops early.
 *
 * @param packing as `packingOf` gives it; an empty body is not packed, whatever it says of itself
 */
export async function* unpackBody(response: IncomingMessage, packing: readonly string[], signal: AbortSignal): AsyncGenerator<Uint8Array> {
  let isWhole = false;
  try {
    const packed = response[Symbol.asyncIterator]() as AsyncGenerator<Uint8Array>;
    const first = await packed.next();
    if (first.done !== true) {
      const unpackers = [...packing].reverse().map((name) => unpacker(name, first.value));
      for await (const part of through(joined(first.value, packed), unpackers)) {
        throwIfAborted(signal);
        yield part;
      }
    }
    throwIfAborted(signal);
    // Node says so itself as far as is known; this is the last line.
    if (!response.complete) throw Object.assign(new Error('the answer broke off'), { code: 'ERR_STREAM_PREMATURE_CLOSE' });
    isWhole = true;
  } finally {
    if (!isWhole) response.destroy();
  }
}

async function* joined(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

function through(packed: AsyncGenerator<Uint8Array>, unpackers: readonly Transform[]): AsyncIterable<Uint8Array> {
  const last = unpackers.at(-1);
  if (last === undefined) return packed;
  // An error of any stage reaches the last one, where the reader meets it.
  pipeline([Readable.from(packed, { objectMode: false }), ...unpackers], () => undefined);
  return last as AsyncIterable<Uint8Array>;
}

/** `deflate` comes with and without its zlib header; that header begins with an 8. */
function unpacker(name: string, first: Uint8Array): Transform {
  if (name === 'br') return createBrotliDecompress();
  if (name === 'gzip') return createGunzip();
  return ((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw();
}
