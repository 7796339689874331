import type { SerializedError } from '@wiz/core';
import type { WindowEvent, WindowLog } from '@wiz/ipc-contract';
import type { WindowClock } from '../app/clock.ts';

/** Tells main's log what goes wrong in the window. Never throws, and never quotes what somebody typed. */
export interface DiagnosticsLog {
  /** Something that nobody caught, or a part of the screen that could not be drawn. */
  wrong(kind: Extract<WindowEvent, { event: 'error' }>['kind'], thrown: unknown): void;
  /** A call that failed, by what it can be found by. */
  callFailed(path: string, error: Pick<SerializedError, 'category' | 'outcome' | 'correlationId'>): void;
}

export interface DiagnosticsLogOptions {
  readonly send: (report: WindowLog) => Promise<unknown>;
  readonly clock: Pick<WindowClock, 'now' | 'after'>;
}

/** Events are gathered for so long, in milliseconds. */
const gatherMs = 500;
/** Events of one message at most. */
const mostAtOnce = 20;
/** Events a minute at most: what fails with every frame must not keep main busy. */
const mostAMinute = 40;
const minuteMs = 60_000;
const longestStack = 4000;

/** What is too much is dropped, and told as a number with the next message. */
export function createDiagnosticsLog({ send, clock }: DiagnosticsLogOptions): DiagnosticsLog {
  let waiting: WindowEvent[] = [];
  let dropped = 0;
  let since = Number.NEGATIVE_INFINITY;
  let told = 0;

  const flush = () => {
    const report = { events: waiting, dropped };
    waiting = [];
    dropped = 0;
    send(report).catch(() => {
      dropped += report.events.length + report.dropped;
    });
  };
  const tell = (event: WindowEvent) => {
    if (clock.now() - since >= minuteMs) {
      since = clock.now();
      told = 0;
    }
    if (waiting.length >= mostAtOnce || told >= mostAMinute) {
      dropped += 1;
      return;
    }
    told += 1;
    waiting.push(event);
    if (waiting.length === 1) clock.after(gatherMs, flush);
  };
  return {
    wrong: (kind, thrown) => tell({ event: 'error', kind, name: nameOf(thrown), stack: placesOf(thrown) }),
    callFailed: (path, { category, outcome, correlationId }) => {
      // Nothing went wrong with what was cancelled; and a log that cannot be told must not tell so.
      if (category !== 'cancelled' && path !== 'app.log') tell({ event: 'call_failed', path, category, outcome, correlationId });
    },
  };
}

/** The class of what was thrown, as far as it is a plain word. */
function nameOf(thrown: unknown): string {
  const name = thrown instanceof Error ? thrown.name : typeof thrown;
  return /^\w{1,60}$/.test(name) ? name : 'Error';
}

/** Where it was thrown, without name and message, which come first and may hold anything. */
function placesOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return '';
  const stack = (thrown.stack ?? '').replace(thrown.message, '');
  const first = stack.indexOf('\n    at ');
  return first === -1 ? '' : stack.slice(first, first + longestStack);
}
