import type { TRPCBuiltRouter, TRPCMutationProcedure, TRPCQueryProcedure, TRPCSubscriptionProcedure } from '@trpc/server';
import type {
  Answer,
  ConnectionChange,
  ConnectionDraft,
  ConnectionId,
  ConnectionMetrics,
  ConnectionState,
  ConnectionView,
  EngineEvent,
  KeychainStrength,
  RunAgain,
  RunDetail,
  RunId,
  RunsPage,
  RunsQuery,
  SecretSourceView,
  StreamEvent,
  Ticket,
  Verified,
} from '@wiz/engine/types';
import type { AnyContract, AnyOperation, AnySchema, In, Out } from '@wiz/integration-kit/contract';
import type { AppInfo, DiagnosticsPreview, FolderRequest, PickedFolder, SavedDiagnostics, WindowLog } from './app-types.ts';
import type { RunOrigin, StandInView } from './development-types.ts';
import type { WizErrorShape } from './error-data.ts';
import type { Contracts } from './registry.ts';
import type { MadeReport, ReportPreview, ReportRequest, ReportText } from './report-types.ts';

interface Io<I, O> {
  input: I;
  output: O;
  meta: object;
}
type Query<I, O> = TRPCQueryProcedure<Io<I, O>>;
type Mutation<I, O> = TRPCMutationProcedure<Io<I, O>>;
type Subscription<I, Event> = TRPCSubscriptionProcedure<Io<I, AsyncIterable<Event>>>;

/** `force` is a person's “try now”: past the cache, and through an open circuit as its probe. */
type InputOf<Op extends AnyOperation> = In<Op['input']> & {
  connection: ConnectionId;
  force?: boolean | undefined;
} & (Op['effect'] extends 'destructive' ? { ticket: string } : unknown);
type ChunkOf<Op extends AnyOperation> = Op['chunk'] extends infer C ? (C extends AnySchema ? Out<C> : never) : never;

/** One operation as a procedure: streamed → subscription, `read` → query, everything else → mutation. */
export type ProcedureOf<Op extends AnyOperation> = [Op['chunk']] extends [undefined]
  ? Op['effect'] extends 'read'
    ? Query<InputOf<Op>, Answer<Out<Op['output']>>>
    : Mutation<InputOf<Op>, Answer<Out<Op['output']>>>
  : Subscription<InputOf<Op>, StreamEvent<ChunkOf<Op>, Out<Op['output']>>>;

/** The procedures of one contract. */
export type RecordOf<C extends AnyContract> = { [K in keyof C['operations']]: ProcedureOf<C['operations'][K]> };

type IntegrationProcedures = { [K in keyof Contracts]: RecordOf<Contracts[K]> };

/** The application's own procedures, beside those of the integrations. */
interface SystemProcedures {
  connections: {
    list: Query<void, readonly ConnectionView[]>;
    verify: Mutation<ConnectionDraft & { readonly id?: ConnectionId | undefined }, Verified>;
    /** Programs whose login may stand in for typed secrets. They are looked for, not started. */
    secretSources: Query<{ readonly integration: string; readonly config: unknown }, readonly SecretSourceView[]>;
    /** What would protect secrets that are saved now. */
    keychain: Query<void, KeychainStrength>;
    add: Mutation<ConnectionDraft, ConnectionView>;
    update: Mutation<ConnectionChange & { readonly id: ConnectionId }, ConnectionView>;
    /** Moves its secrets into the keychain that protects them now. */
    protect: Mutation<{ readonly id: ConnectionId }, ConnectionView>;
    remove: Mutation<{ readonly id: ConnectionId }, void>;
  };
  health: {
    /** How every connection is doing. */
    states: Query<void, readonly ConnectionState[]>;
    /** Asks the system now, also through an open circuit. */
    check: Mutation<{ readonly id: ConnectionId }, ConnectionState>;
    metrics: Query<{ readonly id: ConnectionId }, ConnectionMetrics>;
    resetMetrics: Mutation<{ readonly id: ConnectionId }, void>;
    /** The window has noticed that the network is back, or another one: every connection is asked soon. */
    networkChanged: Mutation<void, void>;
  };
  runs: {
    list: Query<RunsQuery, RunsPage>;
    get: Query<{ readonly id: RunId }, RunDetail>;
    /** What a run would be asked as today: for a form, not to be run unseen. */
    again: Query<{ readonly id: RunId }, RunAgain>;
    /** False when the run had ended already. */
    cancel: Mutation<{ readonly id: RunId }, boolean>;
    clear: Mutation<void, void>;
  };
  tickets: { prepare: Mutation<{ readonly connection: ConnectionId; readonly operation: string; readonly input: unknown }, Ticket> };
  /** What came together, in order. */
  events: { all: Subscription<void, readonly EngineEvent[]> };
  app: {
    info: Query<void, AppInfo>;
    pickFolder: Mutation<FolderRequest, PickedFolder>;
    openExternal: Mutation<{ readonly url: string }, void>;
    openDataFolder: Mutation<void, void>;
    /** What the window wants to have in the log. */
    log: Mutation<WindowLog, void>;
    /** What a diagnostics file of this connection would hold. */
    previewDiagnostics: Query<{ readonly id: ConnectionId }, DiagnosticsPreview>;
    /** Asks where, then writes it. */
    saveDiagnostics: Mutation<{ readonly id: ConnectionId }, SavedDiagnostics>;
    /** What a report to the owner would say, and where. */
    previewReport: Query<ReportRequest, ReportPreview>;
    /** The file that goes with a report, as it would be saved now. */
    readReport: Query<{ readonly id: ConnectionId }, ReportText>;
    /** Asks where, writes the file, then opens the owner's address. */
    makeReport: Mutation<ReportRequest, MadeReport>;
    /** Null unless the application is developed and the system has a stand-in. */
    devStandIn: Query<{ readonly integration: string }, StandInView | null>;
    /** Null unless the application is developed. */
    devOrigin: Query<{ readonly id: RunId }, RunOrigin | null>;
    /** Shows a run's operation in the editor; does nothing unless the application is developed. */
    devOpenSource: Mutation<{ readonly id: RunId }, void>;
  };
}

interface Root {
  ctx: object;
  meta: object;
  errorShape: WizErrorShape;
  transformer: true;
}

/** The whole surface between window and main process, typed from the contracts alone. */
export type AppRouter = TRPCBuiltRouter<Root, IntegrationProcedures & { [K in keyof SystemProcedures]: SystemProcedures[K] }>;
