/** The parts of Electron's `app` that are needed. */
export interface EndableApp {
  getPath(name: 'userData'): string;
  quit(): void;
  exit(code: number): void;
}

/** The part of a stream that is needed. */
export interface Sayable {
  write(text: string, written: () => void): unknown;
}

/**
 * Ends an instance whose data folder another one uses. A user sees that one's window and needs no word; who develops started
 * this to see a change, so the terminal is told, and the exit code is 1.
 */
export function endSecond(app: EndableApp, dev: boolean, stderr: Sayable): void {
  if (!dev) {
    app.quit();
    return;
  }
  const folder = app.getPath('userData');
  stderr.write(`Project Wiz runs already with the data folder ${folder}. End that one first, or name another in WIZ_USER_DATA.\n`, () =>
    app.exit(1),
  );
}
