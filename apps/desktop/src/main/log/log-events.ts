import { z } from 'zod';
import { category, count, failure, id, outcome, stack, thrown, word } from './log-fields.ts';

/** As Electron names them. */
const processType = z.enum(['Utility', 'Zygote', 'Sandbox helper', 'GPU', 'Pepper Plugin', 'Pepper Plugin Broker', 'Unknown']);
/** What code can call to end the process that it runs in. */
const ending = z.enum(['exit', 'reallyExit', 'abort', 'kill']);
const fault = z.enum(['malformed', 'too_large', 'too_deep', 'not_plain', 'id in use']);

/**
 * Everything that may stand in the log: each event with the facts that are written of it. A fact that is not listed here,
 * or does not fit, is left out; an event that is not listed leaves its name only. A new one is added here first.
 */
export const logEvents = {
  // The application.
  started: z.object({ version: word, electron: word, packaged: z.boolean() }),
  quit: z.object({}),
  uncaught_exception: z.object({ error: thrown }),
  unhandled_rejection: z.object({ error: thrown }),
  exit_refused: z.object({ call: ending, stack }),
  main_blocked: z.object({
    ...{ silentMs: count, cpuMs: count },
    ...{ integration: word.optional(), connection: id.optional(), operation: word.optional() },
  }),
  child_process_gone: z.object({ type: processType, reason: word, exitCode: count }),
  window_crashed: z.object({ reason: word, exitCode: count }),
  window_state_not_saved: z.object({ error: thrown }),
  engine_not_started: z.object({ error: thrown }),
  engine_not_closed: z.object({ error: thrown }),
  diagnostics_saved: z.object({ connection: id, bytes: count }),
  report_made: z.object({ connection: id, run: id.optional(), bytes: count, opened: z.boolean() }),

  // How connections are doing.
  health_changed: z.object({ connection: id, from: word, to: word }),
  circuit_changed: z.object({ connection: id, to: word }),

  // The window.
  window_error: z.object({ kind: z.enum(['exception', 'rejection', 'drawing']), name: word, stack }),
  window_call_failed: z.object({ path: word, correlationId: id.optional(), category, outcome }),
  window_lines_dropped: z.object({ count }),

  // Calls from the window.
  call_failed: z.object({ path: word, correlationId: id, ...failure }),
  'unexpected error in a procedure': z.object({ path: word, correlationId: id, error: thrown }),
  'message from a window refused': z.object({ kind: word, count, fault: fault.optional() }),
  'an answer could not be sent': z.object({ id, error: thrown }),
  'a message from a window could not be handled': z.object({ error: thrown }),

  // The engine.
  'unexpected error in a handler': z.object({
    ...{ error: thrown, stack: stack.optional() },
    ...{ correlationId: id.optional(), connection: id.optional(), operation: word.optional() },
  }),
  'unexpected error in a run': z.object({
    ...{ error: thrown, correlationId: id, attempts: count },
    ...{ integration: word, connection: id, operation: word },
  }),
  'settings of another version could not be lifted': z.object({ error: thrown, connection: id, integration: word, version: word }),
  'the journal could not be written': z.object({ error: thrown, correlationId: id.optional() }),
  'runs of an earlier process marked as interrupted': z.object({ count }),
  'runs of an earlier process could not be marked': z.object({ error: thrown }),
  'event listener threw': z.object({ error: thrown, type: word }),
  'limits could not be kept': z.object({ error: thrown }),
  'credentials could not be kept in their new form': z.object({ error: thrown }),
  'a client could not be given back': z.object({ integration: word, error: thrown }),

  // The store.
  store_opened: z.object({ tookMs: count, notices: count }),
  store_thread_died: z.object({ error: thrown }),
  row_unreadable: z.object({ table: word, id }),
  run_given_up: z.object({ run: id }),
  journal_not_cut: z.object({ code: word }),
  search_index_damaged: z.object({ code: word }),
  group_commit_failed: z.object({ waiting: count, code: word }),

  // The log itself.
  log_lines_dropped: z.object({ count }),
  unlisted_event: z.object({ name: z.string().regex(/^[\w ]{1,60}$/) }),
} satisfies Readonly<Record<string, z.ZodObject>>;

export type LogEvent = keyof typeof logEvents;

/** What a caller hands over for an event. */
export type LogFacts<Event extends LogEvent> = z.input<(typeof logEvents)[Event]>;
