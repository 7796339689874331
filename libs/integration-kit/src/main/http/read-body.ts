import type { TransportResponse } from './transport.ts';

/**
 * Reads a body to its end, as long as it does not grow above the limit: then it stops at once.
 *
 * @param maxBytes counted after unpacking, so that a small packed answer cannot fill the memory
 * @returns undefined when there is more
 */
export async function readBody(body: TransportResponse['body'], maxBytes: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.byteLength;
    if (size > maxBytes) return undefined;
    parts.push(part);
  }
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : Buffer.concat(parts, size);
}
