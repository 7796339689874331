import { open } from 'node:fs/promises';
import type { RunOrigin } from '@wiz/ipc-contract';
import { z } from 'zod';

const Line = z.object({ at: z.number(), text: z.string(), requestId: z.string().optional() });
/** Bytes at the end of the log that are looked through. */
const mostBytes = 1_000_000;
const mostLines = 200;

/** The lines of a stand-in's log about one request and its repetitions, oldest first; none where it cannot be read. */
export async function standInLog(file: string, requestId: string): Promise<NonNullable<RunOrigin['log']>> {
  const lines = (await tail(file)).split('\n').flatMap((text) => {
    const line = Line.safeParse(fromJson(text)).data;
    return line?.requestId === requestId ? [{ at: line.at, text: line.text }] : [];
  });
  return lines.slice(-mostLines);
}

async function tail(file: string): Promise<string> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      const length = Math.min(size, mostBytes);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return '';
  }
}

/** Undefined for the half line at the beginning. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
