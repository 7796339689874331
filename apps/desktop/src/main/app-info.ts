import type { AppInfo } from '@wiz/ipc-contract';

export interface AppInfoFacts {
  readonly version: string;
  readonly versions: { readonly electron: string; readonly chrome: string };
  /** The Electron that this application was made for. */
  readonly builtFor: string;
  readonly platform: string;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly notices: readonly string[];
}

/** What the application says of itself. An Electron of another major version than the one it was made for is the tests' stand-in. */
export function appInfo({ version, versions, builtFor, platform, dataFolder, logFile, notices }: AppInfoFacts): AppInfo {
  const standIn = majorOf(versions.electron) !== majorOf(builtFor);
  return { version, electron: versions.electron, chromium: versions.chrome, platform, standIn, dataFolder, logFile, notices };
}

function majorOf(version: string): string {
  return version.split('.')[0] ?? version;
}
