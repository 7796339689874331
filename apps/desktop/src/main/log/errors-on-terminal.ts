import { inspect, stripVTControlCharacters } from 'node:util';
import { isSerializedError, type ErrorCause } from '@wiz/core';
import type { Logger } from '@wiz/engine';
import type { FileLogger } from './file-logger.ts';
import type { LogEvent } from './log-events.ts';

/** No errors, and yet the fault of somebody's code. */
const troubles: ReadonlySet<string> = new Set<LogEvent>(['exit_refused', 'main_blocked']);

type Facts = Readonly<Record<string, unknown>>;

/** Shows one text, of several lines, to who develops. May fail. */
export type ShowText = (text: string) => void;

/**
 * The same logger, which also shows what has an `error`, for development only: its message, its stack and the reference of the
 * call. The log leaves messages out, for they may quote anything; who develops looks for just that. What holds the process up or
 * tries to end it is shown too. Never throws.
 */
export function errorsOnTerminal(logger: FileLogger, show: ShowText): FileLogger {
  const port: Logger = {
    info: (event, facts) => {
      logger.port.info(event, facts);
    },
    error: (event, facts) => {
      logger.port.error(event, facts);
      try {
        if (facts !== undefined && (facts['error'] !== undefined || troubles.has(event)))
          show(stripVTControlCharacters(`${titleOf(event, facts)}\n${textOf(facts)}`));
      } catch {
        // A value that cannot even be looked at: the log has its line.
      }
    },
  };
  return { ...logger, ...port, port };
}

/** What happened, in which call, and the reference by which the journal finds that. */
function titleOf(event: string, { correlationId, operation, path }: Facts): string {
  const call = typeof operation === 'string' ? operation : path;
  const where = typeof call === 'string' ? ` (${call})` : '';
  return `${event}${where}${typeof correlationId === 'string' ? `, reference ${correlationId}` : ''}`;
}

/** As Node would show it. An error that came as plain data has left its stack behind, which may be a fact of its own. */
function textOf({ error, stack, ...facts }: Facts): string {
  if (error === undefined) return [inspect(facts), ...(typeof stack === 'string' ? [stack] : [])].join('\n');
  if (error instanceof Error || !isSerializedError(error)) return inspect(error);
  const own = `${error.category}: ${error.message}`;
  const causes = (error.causes ?? []).map(causeText);
  // A stack is that of what was thrown, which is the outermost cause; our own sentence says less.
  const [first = own, ...inner] = typeof stack === 'string' ? causes : [own, ...causes];
  return [first, ...(typeof stack === 'string' ? [stack] : []), ...inner.map((cause) => `  [cause]: ${cause}`)].join('\n');
}

function causeText({ name, message, code }: ErrorCause): string {
  return `${name}: ${message}${code === undefined ? '' : ` (${code})`}`;
}
