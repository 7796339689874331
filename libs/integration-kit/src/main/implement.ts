import type { Clock, ServerBudget } from '@wiz/core';
import type { AnyContract, AnyOperation, AnySchema, In, Out } from '../contract/index.ts';
import type { ApiNotice } from './http/api-notice.ts';
import type { HttpTransport } from './http/transport.ts';

/** What the host lends to integrations. Everything outside comes in through it. */
export interface HostPorts {
  readonly clock: Clock;
  /**
   * Moves one file or folder to the system's trash.
   * @param path absolute
   */
  readonly trash: (path: string) => Promise<void>;
  /** This connection's own way to the network. */
  readonly transport: HttpTransport;
  /** What requests say of who sends them: product and version. */
  readonly userAgent: string;
}

/** What an external system says of its limits, handed on to everything that this connection sends. */
export interface RateControl {
  /** Sends nothing more for so long, in milliseconds: the system said so. */
  pause(ms: number): void;
  /** What the system says is left of its own budget. Call it while the call is under way. */
  observe(server: ServerBudget): void;
}

/** What belongs to one call. */
export interface CallScope {
  /** Aborts on cancel, timeout and disconnect. Honour it at every wait. */
  readonly signal: AbortSignal;
  readonly correlationId: string;
  /** The same for every attempt of one run, in the journal before the first is made. */
  readonly idempotencyKey: string;
  readonly rate: RateControl;
  /**
   * Says that something is missing in the answer, in one whole sentence for people. Such an answer is shown as a partial one
   * and never kept. Absent where nobody is there to be told: in a proof of the connection, and before a change.
   */
  readonly warn?: (sentence: string) => void;
  /** Takes what the system says of the end of what the call uses. Absent where nobody keeps it: in a proof of the connection. */
  readonly notice?: (notice: ApiNotice) => void;
}

/** How far a long operation is. */
export interface Progress {
  /** Units done so far, at least 0. */
  readonly done: number;
  /** Units in all, where known. */
  readonly total?: number;
  /** One short sentence: what is being done. */
  readonly note?: string;
}

/** What a handler is given beside its input. */
export interface HandlerContext<Client, Chunk = never> extends CallScope {
  readonly client: Client;
  readonly host: HostPorts;
  readonly warn: (sentence: string) => void;
  readonly progress: (progress: Progress) => void;
  /** Delivers one piece of a stream; resolves when the reader has room for more. Rejects once the call is over. */
  readonly chunk: (chunk: Chunk) => Promise<void>;
}

type ChunkIn<Op extends AnyOperation> = Op['chunk'] extends infer C ? (C extends AnySchema ? In<C> : never) : never;

/** One function per operation; a missing one or a wrong shape does not compile. */
export type Handlers<C extends AnyContract, Client> = {
  readonly [K in keyof C['operations']]: (
    input: Out<C['operations'][K]['input']>,
    context: HandlerContext<Client, ChunkIn<C['operations'][K]>>,
  ) => Promise<In<C['operations'][K]['output']>>;
};

type DestructiveKeys<C extends AnyContract> = {
  [K in keyof C['operations']]: C['operations'][K]['effect'] extends 'destructive' ? K : never;
}[keyof C['operations']];

/** What exactly a destructive operation will do, shown before it is confirmed. */
export interface Preview {
  /** One sentence: “Moves “notes.txt” to the trash.” */
  readonly summary: string;
  readonly details: readonly string[];
  /**
   * Fingerprint of what was looked at. It is handed back to the handler's preview when the ticket is used;
   * a different one means that the world has changed, and the ticket is refused.
   */
  readonly fingerprint: string;
}

export interface VerifyContext<Client> extends CallScope {
  readonly client: Client;
  readonly host: HostPorts;
}

/** What a client is made of. */
export interface Setup<Config, Secrets> {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly host: HostPorts;
  /** What `verify` named when the connection was saved, undefined for a trial: a client whose address may come to mean another account refuses to work on that one. */
  readonly account: string | undefined;
}

/** Who or what a connection reaches. */
export interface Identity {
  /** Stable name of the remote account, so that the same one is not added twice. */
  readonly account: string;
  /** Suggested label. */
  readonly label: string;
  /** What the credentials may do, in the system's own words: scopes, roles. Absent where it does not tell. */
  readonly grants?: readonly string[];
}

export interface Implementation<C extends AnyContract, Client> {
  /** Makes the client for one connection. Touches nothing outside: that is for `verify` and the handlers. */
  readonly connect: (setup: Setup<Out<C['config']>, Out<C['secrets']>>) => Client;
  /** Proves that the connection works, before it is saved. */
  readonly verify: (context: VerifyContext<Client>) => Promise<Identity>;
  readonly handlers: Handlers<C, Client>;
  /** Gives back what the client holds: sockets, handles, child processes. Within a second. */
  readonly disconnect?: (client: Client) => Promise<void>;
  /** For every destructive operation: what it would do now. */
  readonly previews: {
    readonly [K in DestructiveKeys<C>]: (input: Out<C['operations'][K]['input']>, context: VerifyContext<Client>) => Promise<Preview>;
  };
}

/** An implemented contract, with its types erased to what the engine needs. */
export interface Integration {
  readonly contract: AnyContract;
  /** @param setup with config and secrets as the contract's schemas parse them */
  readonly connect: (setup: Setup<unknown, unknown>) => ConnectedIntegration;
}

/** One connection's client behind the handlers. */
export interface ConnectedIntegration {
  verify(scope: CallScope): Promise<Identity>;
  handle(operation: string, input: unknown, context: Omit<HandlerContext<unknown, unknown>, 'client' | 'host'>): Promise<unknown>;
  preview(operation: string, input: unknown, scope: CallScope): Promise<Preview>;
  disconnect(): Promise<void>;
}

type ErasedHandlers = Readonly<Record<string, (input: unknown, context: HandlerContext<unknown, unknown>) => Promise<unknown>>>;
type ErasedPreviews = Readonly<Record<string, (input: unknown, context: VerifyContext<unknown>) => Promise<Preview>>>;

/**
 * Binds a contract to its service. Inputs reach the handlers parsed, outputs are parsed by the engine.
 *
 * @throws TypeError when the object misses an operation after all (a JavaScript caller)
 */
export function implement<C extends AnyContract, Client>(contract: C, implementation: Implementation<C, Client>): Integration {
  // The mapped types above are proven against the contract where `implement` is called; see implement.test-d.ts.
  const handlers = implementation.handlers as unknown as ErasedHandlers;
  const previews = implementation.previews as unknown as ErasedPreviews;
  for (const [name, operation] of Object.entries(contract.operations)) {
    if (typeof handlers[name] !== 'function') throw new TypeError(`"${contract.id}.${name}" has no handler.`);
    if (operation.effect === 'destructive' && typeof previews[name] !== 'function')
      throw new TypeError(`"${contract.id}.${name}" is destructive and has no preview.`);
  }
  const connect = (setup: Setup<unknown, unknown>): ConnectedIntegration => {
    const { host } = setup;
    const client = implementation.connect(setup);
    return {
      verify: (scope) => implementation.verify({ ...scope, client, host }),
      handle: (operation, input, context) => own(handlers, operation)(input, { ...context, client, host }),
      preview: (operation, input, scope) => own(previews, operation)(input, { ...scope, client, host }),
      disconnect: async () => {
        await implementation.disconnect?.(client);
      },
    };
  };
  return { contract, connect };
}

function own<F>(functions: Readonly<Record<string, F>>, name: string): F {
  const found = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (found === undefined) throw new TypeError(`There is no operation "${name}".`);
  return found;
}
