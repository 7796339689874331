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
  /** Sentences that the person should read, for instance that a damaged data file was set aside. */
  readonly notices: readonly string[];
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
