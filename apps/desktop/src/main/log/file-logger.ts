import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '@wiz/engine';
import { redact } from './redact.ts';

export interface FileLogger extends Logger {
  /** Settles when all that was logged so far is written, or could not be. Never rejects. */
  flush(): Promise<void>;
}

export interface FileLoggerOptions {
  /** The file; earlier ones are kept beside it as `.1` and `.2`. */
  readonly file: string;
  /** Replaced by `~` wherever it occurs. */
  readonly home: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** When a new file is begun, in bytes. @default 1 MB */
  readonly maxBytes?: number;
}

/** Lines that wait for the disk at most; beyond it the newest are dropped, and how many is logged later. */
const queueLimit = 1000;

/** One JSON object a line, in a file of bounded size. A full disk or a folder that is gone loses lines, never throws. */
export function fileLogger({ file, home, now, maxBytes = 1_000_000 }: FileLoggerOptions): FileLogger {
  let queue: string[] = [];
  let dropped = 0;
  let writing: Promise<void> | undefined;

  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      const lines = dropped === 0 ? queue : [...queue, line('warning', 'log_lines_dropped', { count: dropped })];
      queue = [];
      dropped = 0;
      try {
        await mkdir(path.dirname(file), { recursive: true });
        await rotate(file, maxBytes);
        await appendFile(file, lines.join(''), { mode: 0o600 });
      } catch {
        dropped += lines.length;
      }
    }
    writing = undefined;
  };
  const line = (level: string, event: string, facts: Readonly<Record<string, unknown>>): string =>
    `${JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...(redact(facts, home) as object) })}\n`;
  const log = (level: string, event: string, facts: Readonly<Record<string, unknown>> = {}): void => {
    try {
      if (queue.length >= queueLimit) dropped += 1;
      else queue.push(line(level, event, facts));
      writing ??= drain();
    } catch {
      // A value that cannot even be described: its line is lost, the caller is not.
      dropped += 1;
    }
  };
  return {
    info: (event, facts) => {
      log('info', event, facts);
    },
    error: (event, facts) => {
      log('error', event, facts);
    },
    flush: async () => {
      await writing;
    },
  };
}

async function rotate(file: string, maxBytes: number): Promise<void> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size < maxBytes) return;
  await rename(`${file}.1`, `${file}.2`).catch(() => undefined);
  await rename(file, `${file}.1`);
}
