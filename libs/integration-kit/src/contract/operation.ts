import type { Effect } from '@wiz/core';
import type { AnySchema } from './schema.ts';

/** How a result is shown where the output schema alone does not tell. Plain data, read by the window. */
export type ResultView =
  /** Rows of the array field `items`. */
  | { readonly as: 'table'; readonly items: string }
  /** The text in field `text`, with line numbers; `encoding` names the field that says `base64` for binary content. */
  | { readonly as: 'text'; readonly text: string; readonly encoding?: string }
  /** Name and value of every field. */
  | { readonly as: 'facts' };

export interface Limits {
  /** One attempt, 1000 to 60000 ms. @default 30000 */
  readonly attemptMs?: number;
  /** Everything, waits included. @default 60000 */
  readonly deadlineMs?: number;
  /** Longest silence between two chunks of a stream; null for none. @default 30000 */
  readonly idleMs?: number | null;
}

/** How long an answer may be shown again instead of being asked for, in milliseconds each. */
export interface CacheSpec {
  /** Fresh for so long. */
  readonly ttlMs: number;
  /** Shown for so much longer while a newer one is fetched, labelled as stale. @default 0 */
  readonly staleWhileRevalidateMs?: number;
  /** Shown for so much longer when the system cannot be reached, labelled as stale. @default 0 */
  readonly staleIfErrorMs?: number;
}

interface Governed {
  /** Only for a `read` that is not streamed. */
  readonly cache?: CacheSpec;
  /** Requests that one run takes from the connection's budget. @default 1 */
  readonly cost?: number;
  /** Reads of the same contract whose cached answers it makes worthless. */
  readonly invalidates?: readonly string[];
  /** The external system accepts an idempotency key, so that even a `write` may be repeated: the handler sends the call's `idempotencyKey`. */
  readonly idempotencyKey?: boolean;
}

interface Spec<I extends AnySchema, O extends AnySchema, C extends AnySchema> extends Governed {
  /** The button's words, a verb and its object: “Search”, “Read a file”. */
  readonly title: string;
  /** One sentence: what it does. */
  readonly summary: string;
  /** A `z.object`; the names `connection` and `ticket` are reserved. */
  readonly input: I;
  readonly output: O;
  /** Declares a stream: `chunk` is the schema of one delivered piece. */
  readonly stream?: { readonly chunk: C };
  /** What is said when it is done, with `{field}` of the output filled in. */
  readonly done?: string;
  readonly view?: ResultView;
  readonly limits?: Limits;
}

/** One typed thing that an integration can do. `chunk` is `undefined` unless it is streamed. */
export interface Operation<E extends Effect, I extends AnySchema, O extends AnySchema, C extends AnySchema = never> {
  readonly effect: E;
  readonly title: string;
  readonly summary: string;
  readonly input: I;
  readonly output: O;
  readonly chunk: C | undefined;
  readonly done: string | undefined;
  readonly view: ResultView;
  readonly limits: Limits;
  readonly cache: CacheSpec | undefined;
  readonly cost: number;
  readonly invalidates: readonly string[];
  readonly idempotencyKey: boolean;
}

/** The least that generics over operations read. */
export interface AnyOperation {
  readonly effect: Effect;
  readonly title: string;
  readonly summary: string;
  readonly input: AnySchema;
  readonly output: AnySchema;
  readonly chunk: AnySchema | undefined;
  readonly done: string | undefined;
  readonly view: ResultView;
  readonly limits: Limits;
  readonly cache: CacheSpec | undefined;
  readonly cost: number;
  readonly invalidates: readonly string[];
  readonly idempotencyKey: boolean;
}

function operation<E extends Effect, I extends AnySchema, O extends AnySchema, C extends AnySchema>(
  effect: E,
  spec: Spec<I, O, C>,
): Operation<E, I, O, C> {
  const { title, summary, input, output, stream, done, view = { as: 'facts' }, limits = {} } = spec;
  const { cache, cost = 1, invalidates = [], idempotencyKey = false } = spec;
  return {
    effect,
    title,
    summary,
    input,
    output,
    chunk: stream?.chunk,
    done,
    view,
    limits,
    cache,
    cost,
    invalidates,
    idempotencyKey,
  };
}

/** Changes nothing; may be repeated and cached. */
export function read<I extends AnySchema, O extends AnySchema, C extends AnySchema = never>(
  spec: Spec<I, O, C>,
): Operation<'read', I, O, NoInfer<C>> {
  return operation('read', spec);
}

/** Changes something, but twice is the same as once. */
export function idempotent<I extends AnySchema, O extends AnySchema, C extends AnySchema = never>(
  spec: Spec<I, O, C>,
): Operation<'idempotent', I, O, NoInfer<C>> {
  return operation('idempotent', spec);
}

/** Changes something each time. Never repeated by itself unless it provably never arrived. */
export function write<I extends AnySchema, O extends AnySchema, C extends AnySchema = never>(
  spec: Spec<I, O, C>,
): Operation<'write', I, O, NoInfer<C>> {
  return operation('write', spec);
}

/** Cannot simply be undone. Runs only with a ticket that says what exactly will happen. */
export function destructive<I extends AnySchema, O extends AnySchema, C extends AnySchema = never>(
  spec: Spec<I, O, C>,
): Operation<'destructive', I, O, NoInfer<C>> {
  return operation('destructive', spec);
}
