import type { ElectronApplication } from '@playwright/test';

export interface Visit {
  readonly url: string;
  /** A session without our guards. @default the session of our own window */
  readonly partition?: string;
  /** Evaluated in the page once it is loaded; a promise is awaited. */
  readonly script: string;
}

/** How long one visit may take. Playwright sometimes holds a new window in the midst of its loading; then another is made. */
const visitMs = 5000;

/**
 * Opens a window that main did not make for our page, with our preload script, and says what a script finds there.
 * In a session of its own, `app:` addresses are answered by a page of somebody else.
 */
export async function visitInForeignWindow(app: ElectronApplication, visit: Visit): Promise<string> {
  for (let tries = 0; tries < 3; tries += 1) {
    const answer = await app.evaluate(
      async ({ app: electron, BrowserWindow, session }, [{ url, partition, script }, limitMs]) => {
        const preload = `${electron.getAppPath()}/preload/index.cjs`;
        if (partition !== undefined) {
          const { protocol } = session.fromPartition(partition);
          const page = '<!doctype html><title>not ours</title>';
          if (!protocol.isProtocolHandled('app')) {
            protocol.handle('app', () => new Response(page, { headers: { 'Content-Type': 'text/html' } }));
          }
        }
        const window = new BrowserWindow({ show: false, webPreferences: { preload, ...(partition === undefined ? {} : { partition }) } });
        const look = async (): Promise<string> => {
          await window.loadURL(url);
          return String(await window.webContents.executeJavaScript(script));
        };
        const held = new Promise<undefined>((resolve) => {
          setTimeout(() => {
            resolve(undefined);
          }, limitMs);
        });
        const found = await Promise.race([look(), held]);
        window.destroy();
        return found;
      },
      [visit, visitMs] as const,
    );
    if (answer !== undefined) return answer;
  }
  throw new Error(`The page ${visit.url} could not be looked into.`);
}
