import { logEvents, type LogEvent } from './log-events.ts';
import { kept } from './log-fields.ts';
import { redact } from './redact.ts';

export type LogLevel = 'info' | 'error';

export interface LogLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly level: LogLevel;
  readonly event: string;
  readonly facts: object;
}

/**
 * One event as it is written: what the catalogue lists of it and nothing else, and of that nothing under a name that
 * sounds like a secret, and no home folder.
 */
export function logLine({ at, level, event, facts }: LogLine, home: string): string {
  const [name, safe] = isListed(event)
    ? [event, kept(logEvents[event], facts)]
    : ['unlisted_event', kept(logEvents.unlisted_event, { name: event })];
  return `${JSON.stringify(redact({ at: new Date(at).toISOString(), level, event: name, ...safe }, home))}\n`;
}

function isListed(event: string): event is LogEvent {
  return Object.hasOwn(logEvents, event);
}
