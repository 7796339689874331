import type {
  Answer,
  Caller,
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
  RunRequest,
  RunsPage,
  RunsQuery,
  SecretSourceView,
  StreamEvent,
  Ticket,
  Verified,
} from '@wiz/engine/types';
import type { AppInfo, DiagnosticsPreview, FolderRequest, PickedFolder, SavedDiagnostics, WindowLog } from '../app-types.ts';
import type { RunOrigin, StandInView } from '../development-types.ts';
import type { MadeReport, ReportPreview, ReportRequest, ReportText } from '../report-types.ts';

type MaybePromise<T> = T | Promise<T>;

/** What the router needs of the engine. Every function throws `IntegrationError` and nothing else. */
export interface EngineFacade {
  readonly connections: {
    list(): MaybePromise<readonly ConnectionView[]>;
    verify(draft: ConnectionDraft, id: ConnectionId | undefined, caller: Caller): Promise<Verified>;
    secretSources(integration: string, config: unknown): Promise<readonly SecretSourceView[]>;
    keychain(): Promise<KeychainStrength>;
    add(draft: ConnectionDraft, caller: Caller): Promise<ConnectionView>;
    update(id: ConnectionId, change: ConnectionChange, caller: Caller): Promise<ConnectionView>;
    protect(id: ConnectionId): Promise<ConnectionView>;
    remove(id: ConnectionId): Promise<void>;
  };
  readonly runs: {
    list(query: RunsQuery): Promise<RunsPage>;
    get(id: RunId): Promise<RunDetail>;
    again(id: RunId): Promise<RunAgain>;
    cancel(id: RunId): MaybePromise<boolean>;
    clear(): Promise<void>;
  };
  readonly health: {
    states(): Promise<readonly ConnectionState[]>;
    check(id: ConnectionId): Promise<ConnectionState>;
    metrics(id: ConnectionId): Promise<ConnectionMetrics>;
    resetMetrics(id: ConnectionId): Promise<void>;
  };
  /** The network may be another one. */
  networkChanged(): void;
  prepare(request: RunRequest): Promise<Ticket>;
  run(request: RunRequest): Promise<Answer<unknown>>;
  /** Starts when it is first read. Aborting the signal ends it, also while it waits. */
  stream(request: RunRequest): AsyncIterable<StreamEvent<unknown, unknown>>;
  /** @returns the unsubscribe function */
  subscribe(listener: (event: EngineEvent) => void): () => void;
}

/** What the router needs of the application around the engine. */
export interface AppFacade {
  info(): MaybePromise<AppInfo>;
  pickFolder(request: FolderRequest): Promise<PickedFolder>;
  /** @throws IntegrationError `permission_error` for an address that must not be opened */
  openExternal(url: string): Promise<void>;
  openDataFolder(): Promise<void>;
  /** Keeps what the window noticed. Never throws. */
  log(report: WindowLog): void;
  /** @throws IntegrationError `not_found` */
  previewDiagnostics(id: ConnectionId): Promise<DiagnosticsPreview>;
  /** Asks the person where. @throws IntegrationError `not_found`, and `storage_error` when it cannot be written there */
  saveDiagnostics(id: ConnectionId): Promise<SavedDiagnostics>;
  /** @throws IntegrationError `not_found`, also for a run of another connection */
  previewReport(request: ReportRequest): Promise<ReportPreview>;
  /** @throws IntegrationError `not_found` */
  readReport(id: ConnectionId): Promise<ReportText>;
  /** Asks the person where, saves the file, opens the owner's address. @throws IntegrationError as `previewReport` and `saveDiagnostics` */
  makeReport(request: ReportRequest): Promise<MadeReport>;
  /** Only while the application is developed. @default none of it can be had */
  readonly development?: DevelopmentFacade | undefined;
}

/** What a developer sees more than others. */
export interface DevelopmentFacade {
  /** Null for a system without one. */
  standIn(integration: string): Promise<StandInView | null>;
  /** @throws IntegrationError `not_found` */
  originOf(run: RunId): Promise<RunOrigin>;
  /** Shows the operation of a run in the editor. @throws IntegrationError `not_found` */
  openSource(run: RunId): Promise<void>;
}
