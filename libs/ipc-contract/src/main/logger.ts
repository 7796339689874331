/** Structured log lines; must not throw. The engine's logger fits. */
export interface IpcLogger {
  info(event: string, facts?: Readonly<Record<string, unknown>>): void;
  error(event: string, facts?: Readonly<Record<string, unknown>>): void;
}
