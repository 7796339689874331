import { IntegrationError, throwIfAborted } from '@wiz/core';
import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { quoted } from './file-error.ts';
import { changedError } from './safe-open.ts';

/** What one read asks for, in bytes: small enough to notice a cancel soon, also on a slow drive. */
const step = 256 * 1024;

/**
 * The content of an open file that nobody changed while it was read.
 *
 * @param seen what the handle said of itself when it was opened
 * @throws IntegrationError `too_large` above `maxBytes`, `conflict` when it changed meanwhile
 */
export async function readWhole(
  handle: FileHandle,
  seen: BigIntStats,
  maxBytes: number,
  shown: string,
  signal: AbortSignal,
): Promise<Buffer> {
  const tooLarge = (): IntegrationError =>
    new IntegrationError(
      'too_large',
      `${quoted(shown)} has more than the allowed ${maxBytes.toLocaleString('en')} bytes. Raise “Largest size”, up to 10,485,760, or open it in another program.`,
    );
  if (seen.size > BigInt(maxBytes)) throw tooLarge();
  const parts: Buffer[] = [];
  let total = 0;
  for (;;) {
    throwIfAborted(signal);
    const buffer = Buffer.allocUnsafe(Math.min(step, maxBytes - total + 1));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, total);
    if (bytesRead === 0) break;
    total += bytesRead;
    if (total > maxBytes) throw tooLarge();
    parts.push(buffer.subarray(0, bytesRead));
  }
  const now = await handle.stat({ bigint: true });
  const changed = now.size !== seen.size || now.mtimeNs !== seen.mtimeNs || (seen.size > 0n && BigInt(total) !== seen.size);
  if (changed) throw changedError(shown);
  return Buffer.concat(parts, total);
}
