import type { ConnectionId, RunId } from '@wiz/engine/types';
import type { DiagnosticsPreview } from './app-types.ts';

/** What a report is about: a connection, and the run that failed, by one of its names. Main looks everything else up itself. */
export interface ReportRequest {
  readonly id: ConnectionId;
  readonly run?: RunId | undefined;
  /** The run's correlation id, where the window knows no other name of it. */
  readonly reference?: string | undefined;
}

/** What a report to an integration's owner would say, and where, for a person to read before it is made. */
export interface ReportPreview {
  /** As people call the system. */
  readonly integration: string;
  /** The owning team. */
  readonly owner: string;
  /** Null where the owner has no address: then the file is saved and nothing is opened. */
  readonly to: {
    readonly by: 'page' | 'mail';
    /** What is shown of the address. */
    readonly place: string;
    /** What is opened, filled in. */
    readonly address: string;
  } | null;
  readonly title: string;
  /** Everything that is filled in about this computer and this run. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** What the file holds that goes with it. */
  readonly bundle: DiagnosticsPreview;
}

/** The file itself, to be looked at. */
export interface ReportText {
  readonly text: string;
  /** Characters behind the text that are not shown, since they are too many. */
  readonly cut: number;
}

export interface MadeReport {
  /** Where the file lies; absolute; null when the person changed their mind, and nothing was opened. */
  readonly path: string | null;
  /** Whether the owner's address was opened. */
  readonly opened: boolean;
}
