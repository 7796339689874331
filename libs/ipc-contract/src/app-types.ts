import type { ErrorCategory } from '@wiz/core';

/** What the application says of itself. */
export interface AppInfo {
  readonly version: string;
  readonly electron: string;
  readonly chromium: string;
  /** As Node names it: `linux`, `darwin`, `win32`. */
  readonly platform: string;
  /** True when it runs in the test stand-in, never in what people use. */
  readonly standIn: boolean;
  readonly dataFolder: string;
  /** The log of the application itself: names, times and references, no contents. */
  readonly logFile: string;
  /** Sentences that the person should read, for instance that a damaged data file was set aside. */
  readonly notices: readonly string[];
}

/** Something that the window wants to be found later. Never what somebody typed, and no sentence that could quote it. */
export type WindowEvent =
  | {
      readonly event: 'error';
      /** Nobody caught it, nobody caught its rejection, or a part of the screen could not be drawn. */
      readonly kind: 'exception' | 'rejection' | 'drawing';
      /** The class of what was thrown. */
      readonly name: string;
      /** Without the message. */
      readonly stack: string;
    }
  | {
      readonly event: 'call_failed';
      readonly path: string;
      /** Unknown for a call that never left the window. */
      readonly correlationId?: string | undefined;
      readonly category: ErrorCategory;
      readonly outcome: 'none' | 'unknown';
    };

export interface WindowLog {
  /** At most 20, oldest first. */
  readonly events: readonly WindowEvent[];
  /** Events before these that were too many to be told. */
  readonly dropped: number;
}

/** What a diagnostics file of one connection would hold, for a person to read before it is saved. */
export interface DiagnosticsPreview {
  readonly holds: readonly { readonly title: string; readonly about: string }[];
  /** Sentences. */
  readonly leavesOut: readonly string[];
}

export interface SavedDiagnostics {
  /** Absolute; null when the person changed their mind. */
  readonly path: string | null;
}

export interface FolderRequest {
  readonly title?: string | undefined;
  /** Absolute path of the folder that the picker opens in. */
  readonly start?: string | undefined;
}

export interface PickedFolder {
  /** Absolute; null when the person changed their mind. */
  readonly path: string | null;
}
