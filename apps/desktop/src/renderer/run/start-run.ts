import type { SerializedError } from '@wiz/core';
import type { Answer, Progress, RunId } from '@wiz/engine/types';
import type { WindowClock } from '../app/clock.ts';
import type { OperationCaller } from './operation-caller.ts';
import { pageRows } from './page-rows.ts';
import { rowBuffer } from './row-buffer.ts';
import type { Session, SessionTarget } from './session.ts';

export interface RunSetup {
  readonly target: SessionTarget;
  readonly input: Readonly<Record<string, unknown>>;
  readonly ticket: string | undefined;
  /** A person's “try now” or “run anyway”. */
  readonly force: boolean;
  /** Rows of earlier pages, where this adds the next one. */
  readonly before: readonly unknown[] | undefined;
  readonly caller: OperationCaller;
  readonly clock: WindowClock;
  readonly update: (change: Partial<Session>) => void;
  /** Called once, unless the run is disposed of: with the answer when it succeeded. */
  readonly ended: (answer?: Answer<unknown>) => void;
}

/** How long a cancelled stream may take to say that it has ended, before the window stops waiting for it. */
const farewellMs = 50;

/** Runs one operation and reports every step. @returns its two ends: `cancel` tells the person, `dispose` nobody */
export function startRun(setup: RunSetup): { cancel(): void; dispose(): void } {
  const { target, input, caller, clock, update } = setup;
  const startedAt = clock.now();
  const abort = new AbortController();
  let runId: RunId | undefined;
  let progress: Progress | undefined;
  let over = false;
  let stopStream: (() => void) | undefined;
  let stopFarewell: (() => void) | undefined;

  const buffer = rowBuffer(clock, () => update({ count: buffer.rows.length }));
  const before = setup.before ?? [];
  buffer.add(before);
  update({
    input,
    problems: {},
    rows: buffer.rows,
    count: before.length,
    // The earlier pages are as old as they were.
    ...(setup.before === undefined ? { changed: false } : {}),
    run: { at: 'running', startedAt, runId, progress, cancelling: false },
  });

  const end = (change: Partial<Session>, answer?: Answer<unknown>) => {
    if (over) return;
    over = true;
    stopFarewell?.();
    buffer.dispose();
    update({ ...change, count: buffer.rows.length });
    setup.ended(answer);
  };
  const succeed = (answer: Answer<unknown>) => {
    buffer.add(pageRows(target.operation, answer.data));
    end({ run: { at: 'done', answer, tookMs: clock.now() - startedAt } }, answer);
  };
  const fail = (error: SerializedError) =>
    end({
      // Of an answer that was not as promised, the fields are the answer's, not the form's.
      problems: error.category === 'protocol_error' ? {} : (error.fields ?? {}),
      run: { at: 'failed', error, tookMs: clock.now() - startedAt, endedAt: clock.now(), runId },
    });

  const path = `${target.integration}.${target.name}`;
  const full = {
    ...input,
    connection: target.connection,
    ...(setup.ticket === undefined ? {} : { ticket: setup.ticket }),
    ...(setup.force ? { force: true } : {}),
  };
  if (target.operation.chunk === undefined) {
    const kind = target.operation.effect === 'read' ? 'query' : 'mutation';
    caller.call({ path, kind, input: full }, abort.signal).then(succeed, (error: unknown) => fail(caller.errorOf(error)));
  } else {
    stopStream = caller.stream(
      { path, input: full },
      {
        onEvent(event) {
          if (over) return;
          if (event.type === 'done') {
            succeed(event.answer);
            return;
          }
          if (event.type === 'chunk') {
            buffer.add(Array.isArray(event.chunk) ? event.chunk : [event.chunk]);
            return;
          }
          ({ runId, progress } = event);
          if (!abort.signal.aborted) update({ run: { at: 'running', startedAt, runId, progress, cancelling: false } });
        },
        onError: fail,
        onEnd: () => fail(abort.signal.aborted ? cancelled : lost),
      },
    );
  }

  return {
    cancel() {
      if (over || abort.signal.aborted) return;
      update({ run: { at: 'running', startedAt, runId, progress, cancelling: true } });
      abort.abort();
      stopStream?.();
      stopFarewell = clock.after(farewellMs, () => fail(cancelled));
    },
    dispose() {
      over = true;
      stopFarewell?.();
      buffer.dispose();
      abort.abort();
      stopStream?.();
    },
  };
}

const cancelled: SerializedError = {
  category: 'cancelled',
  message: 'You cancelled it. What had arrived is kept below.',
  retryable: false,
  attempts: 1,
  outcome: 'none',
};
const lost: SerializedError = {
  category: 'protocol_error',
  message: 'It ended without a result. Try again.',
  retryable: true,
  attempts: 1,
  outcome: 'none',
};
