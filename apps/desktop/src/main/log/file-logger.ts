import { appendFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '@wiz/engine';
import type { LogEvent, LogFacts } from './log-events.ts';
import { logLine, type LogLevel } from './log-line.ts';
import { rotate } from './rotate.ts';

/** Where this process logs: events and facts as the catalogue lists them. Never throws. */
export interface AppLogger {
  info<Event extends LogEvent>(event: Event, facts: LogFacts<Event>): void;
  error<Event extends LogEvent>(event: Event, facts: LogFacts<Event>): void;
}

export interface FileLogger extends AppLogger {
  /** The same for what knows no catalogue: what it says is held to it as it is written. */
  readonly port: Logger;
  /** The files, newest first, whether or not they are there. */
  readonly files: readonly string[];
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

/**
 * One JSON object a line, in files of bounded size. A full disk, a folder that is gone or a file that somebody holds open
 * costs lines at the most; it never throws.
 */
export function fileLogger({ file, home, now, maxBytes = 1_000_000 }: FileLoggerOptions): FileLogger {
  let queue: string[] = [];
  let dropped = 0;
  let writing: Promise<void> | undefined;

  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      const lines = queue;
      const lost = dropped;
      queue = [];
      dropped = 0;
      try {
        await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
        if (!(await rotate(file, maxBytes))) throw new RangeError('The log is full.');
        const notice = lost === 0 ? '' : lineOf('error', 'log_lines_dropped', { count: lost });
        await appendFile(file, lines.join('') + notice, { mode: 0o600 });
      } catch {
        dropped += lines.length + lost;
      }
    }
    writing = undefined;
  };
  const lineOf = (level: LogLevel, event: string, facts: object): string => logLine({ at: now(), level, event, facts }, home);
  const log = (level: LogLevel, event: string, facts: object = {}): void => {
    try {
      if (queue.length >= queueLimit) dropped += 1;
      else queue.push(lineOf(level, event, facts));
      writing ??= drain();
    } catch {
      // A value that cannot even be looked at: its line is lost, the caller is not.
      dropped += 1;
    }
  };
  const port: Logger = {
    info: (event, facts) => {
      log('info', event, facts);
    },
    error: (event, facts) => {
      log('error', event, facts);
    },
  };
  return {
    ...port,
    port,
    files: [file, `${file}.1`, `${file}.2`],
    flush: async () => {
      await writing;
    },
  };
}
