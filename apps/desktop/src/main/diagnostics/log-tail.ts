import { open } from 'node:fs/promises';
import { z } from 'zod';

/** Read of each file, from its end, in bytes: a log that has grown beyond all measure must not fill the memory. */
const mostBytes = 2_000_000;

const logLine = z.record(z.string(), z.unknown());
export type LogRecord = z.infer<typeof logLine>;

/**
 * The last lines of the log that are wanted, oldest first.
 *
 * @param files newest first; one that is not there is skipped
 * @param most lines
 */
export async function logTail(files: readonly string[], wanted: (line: LogRecord) => boolean, most: number): Promise<readonly LogRecord[]> {
  const texts = await Promise.all([...files].reverse().map(endOf));
  const lines = texts.flatMap((text) =>
    text
      .split('\n')
      .map(parsed)
      .filter((line) => line !== undefined)
      .filter(wanted),
  );
  return lines.slice(-most);
}

/** The end of a file; its first line may be cut off. */
async function endOf(file: string): Promise<string> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (handle === undefined) return '';
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, mostBytes);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return '';
  } finally {
    await handle.close();
  }
}

function parsed(line: string): LogRecord | undefined {
  try {
    return logLine.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
