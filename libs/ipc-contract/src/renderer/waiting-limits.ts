import { contractOf } from '../registry.ts';

/** How long the window waits for the main process before it says that no answer came, in milliseconds; null: for ever. */
export interface WaitingLimits {
  /** Until the answer, for a stream until its first sign of life. */
  readonly answerMs: number | null;
  /** Between two signs of life of a stream. */
  readonly silenceMs: number | null;
}

/** The engine's own default for everything that one call may take. */
const deadlineMs = 60_000;
/** The engine's own default for the silence of a stream. */
const idleMs = 30_000;
/** The engine decides first; this is for the case that its answer is lost. */
const marginMs = 5_000;

const askingPaths: ReadonlySet<string> = new Set(['app.pickFolder', 'app.saveDiagnostics', 'app.makeReport']);

/** Limits of one procedure, from its contract. A file dialog waits for a person, and events come when they come. */
export function waitingLimits(path: string): WaitingLimits {
  if (askingPaths.has(path)) return { answerMs: null, silenceMs: null };
  if (path === 'events.all') return { answerMs: deadlineMs + marginMs, silenceMs: null };
  const [integration = '', name = ''] = path.split('.');
  const operations = contractOf(integration)?.operations ?? {};
  const limits = (Object.hasOwn(operations, name) ? operations[name]?.limits : undefined) ?? {};
  const answerMs = (limits.deadlineMs ?? deadlineMs) + marginMs;
  if (limits.idleMs === null) return { answerMs, silenceMs: null };
  return { answerMs, silenceMs: Math.max(limits.idleMs ?? idleMs, limits.deadlineMs ?? deadlineMs) + marginMs };
}
