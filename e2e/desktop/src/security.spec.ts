import { readFile } from 'node:fs/promises';
import process from 'node:process';
import type { ElectronApplication } from '@playwright/test';
import type { WebPreferences } from 'electron';
import { makeDemoFolder } from './driver/demo-folder.ts';
import { startForeignServer, type ForeignServer } from './driver/foreign-server.ts';
import { visitInForeignWindow } from './driver/foreign-window.ts';
import { ask, dataOf } from './driver/ipc-client.ts';
import { readSession } from './driver/session.ts';
import { connectFolder, openOperation, readFile as readInWindow, sidebar, startSearch } from './driver/steps.ts';
import { expect, test } from './fixtures.ts';

// Electron's security list (https://www.electronjs.org/docs/latest/tutorial/security), item by item, in the running
// application. docs/security/electron.md says what each item means for us and which tests beside these hold it.

let server: ForeignServer;
test.beforeAll(async () => {
  server = await startForeignServer('<!doctype html><title>foreign</title><webview src="/inside" style="display:flex"></webview>');
});
test.afterAll(() => {
  server.close();
});

/** What Electron itself says that the window runs with. */
async function preferencesOf(app: ElectronApplication): Promise<WebPreferences> {
  return app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as { getLastWebPreferences(): WebPreferences } | undefined;
    return JSON.parse(JSON.stringify(contents?.getLastWebPreferences() ?? {})) as WebPreferences;
  });
}

test('1. loads nothing but its own files', async ({ lab }) => {
  const { app } = await lab.shared();
  const loaded = await app.evaluate(
    async ({ BrowserWindow }, addresses) => {
      const outcomes: string[] = [];
      for (const address of addresses) {
        // In the session of our own window, without its page's policy: the filter of the session alone must do.
        const window = new BrowserWindow({ show: false });
        outcomes.push(
          await window.loadURL(address).then(
            () => 'loaded',
            (error: unknown) => String(error),
          ),
        );
        window.destroy();
      }
      return outcomes;
    },
    [server.url, 'file:///', 'https://example.com/'],
  );
  expect(loaded).toEqual(loaded.map(() => expect.stringContaining('ERR_BLOCKED_BY_CLIENT') as unknown));
  expect(server.asked).toEqual([]);
});

test('2. gives the page no Node', async ({ lab }) => {
  const { app, page } = await lab.shared();
  expect(
    await page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'global', '__dirname'].filter((name) => name in window)),
  ).toEqual([]);
  const preferences = await preferencesOf(app);
  expect(preferences).toMatchObject({ nodeIntegration: false, nodeIntegrationInSubFrames: false });
  // Not every version of Electron tells this one when it is off.
  expect(preferences.nodeIntegrationInWorker ?? false).toBe(false);
});

test('3. keeps the preload’s world apart from the page’s', async ({ lab }) => {
  const { app, page } = await lab.shared();
  expect(await preferencesOf(app)).toMatchObject({ contextIsolation: true });
  const untouched = await page.evaluate(() => {
    const before = window.wizBridge;
    try {
      Object.assign(window, { wizBridge: {} });
    } catch {
      // It cannot be replaced; the line below says whether it was.
    }
    return window.wizBridge === before;
  });
  expect(untouched).toBe(true);
});

test('4. runs the page in a sandboxed process', async ({ lab }) => {
  test.skip(!readSession().sandboxed, 'This machine cannot run Chromium’s sandbox.');
  const { app } = await lab.shared();
  const pid = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId());
  if (process.platform === 'linux') {
    const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
    // 2: a filter decides over every system call.
    expect(status).toMatch(/^Seccomp:\t2$/m);
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
  } else {
    const metrics = await app.evaluate(({ app: electron }) =>
      electron.getAppMetrics().map(({ pid: id, sandboxed }) => ({ id, sandboxed })),
    );
    expect(metrics.find(({ id }) => id === pid)?.sandboxed).toBe(true);
  }
});

test('5. refuses every permission but writing to the clipboard', async ({ lab }) => {
  const { page } = await lab.shared();
  const answers = await page.evaluate(async () => {
    const outcome = (work: Promise<unknown>): Promise<string> =>
      work.then(
        () => 'allowed',
        () => 'refused',
      );
    return {
      geolocation: await outcome(
        new Promise((resolve, reject) => {
          navigator.geolocation.getCurrentPosition(resolve, reject);
        }),
      ),
      camera: await outcome(navigator.mediaDevices.getUserMedia({ video: true })),
      microphone: await outcome(navigator.mediaDevices.getUserMedia({ audio: true })),
      screen: await outcome(navigator.mediaDevices.getDisplayMedia()),
      midi: await outcome(navigator.requestMIDIAccess()),
      notifications: await Notification.requestPermission(),
      readingTheClipboard: await outcome(navigator.clipboard.readText()),
      writingToTheClipboard: (await navigator.permissions.query({ name: 'clipboard-write' as PermissionName })).state,
    };
  });
  expect(answers).toEqual({
    geolocation: 'refused',
    camera: 'refused',
    microphone: 'refused',
    screen: 'refused',
    midi: 'refused',
    notifications: 'denied',
    readingTheClipboard: 'refused',
    writingToTheClipboard: 'granted',
  });
});

test('6. keeps web security on', async ({ lab }) => {
  const { app } = await lab.shared();
  expect((await preferencesOf(app)).webSecurity).not.toBe(false);
});

test('7. has a policy that blocks inline script, eval and foreign addresses, and that the page itself never breaks', async ({ lab }) => {
  const desktop = await lab.shared();
  const { page } = desktop;
  await page.addInitScript(() => {
    const broken: string[] = [];
    Object.assign(window, { broken });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber, columnNumber }) =>
      broken.push(`${effectiveDirective} ${blockedURI} ${sourceFile}:${String(lineNumber)}:${String(columnNumber)}`),
    );
  });
  await page.reload();
  const broken = (): Promise<readonly string[]> =>
    page.evaluate(() => (window as Window & { broken?: string[] }).broken ?? ['not listening']);
  await connectFolder(desktop, await makeDemoFolder());
  await startSearch(page, 'invoice');
  await readInWindow(page, 'notes/today.txt');
  await openOperation(page, 'Move to the trash');
  for (const name of ['Journal', 'Home']) await sidebar(page).getByRole('link', { name }).click();
  await page.getByRole('link', { name: 'Settings and about' }).click();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('textbox', { name: 'Find or run' })).toBeFocused();
  await page.keyboard.press('Escape');
  expect(await broken()).toEqual([]);

  await page.evaluate(async (foreign) => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
    const image = new Image();
    image.src = `${foreign}image.png`;
    const frame = document.createElement('iframe');
    frame.src = foreign;
    document.body.append(frame);
    await fetch(`${foreign}data`).catch(() => undefined);
    // Later, because what a debugger evaluates itself is exempt.
    await new Promise<void>((resolve) => {
      setTimeout(() => {
        try {
          // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- it must be refused
          new Function('window.injected = true')();
        } catch {
          // As it should be; the violation is counted below.
        }
        resolve();
      }, 50);
    });
    script.remove();
    frame.remove();
  }, server.url);
  await expect
    .poll(async () => [...new Set((await broken()).map((one) => one.split(' ')[0]))].sort())
    .toEqual(['connect-src', 'frame-src', 'img-src', 'script-src', 'script-src-elem']);
  expect(await page.evaluate(() => 'injected' in window)).toBe(false);
  expect(server.asked).toEqual([]);
});

test('8. does not run insecure content', async ({ lab }) => {
  expect(await preferencesOf((await lab.shared()).app)).toMatchObject({ allowRunningInsecureContent: false });
});

test('9. has no experimental features', async ({ lab }) => {
  expect(await preferencesOf((await lab.shared()).app)).toMatchObject({ experimentalFeatures: false });
});

test('10. switches no Blink feature on', async ({ lab }) => {
  const { app } = await lab.shared();
  expect((await preferencesOf(app)).enableBlinkFeatures ?? '').toBe('');
  expect(await app.evaluate(({ app: electron }) => electron.commandLine.getSwitchValue('enable-blink-features'))).toBe('');
});

test('11. and 12. attach no web view', async ({ lab }) => {
  const { app, page } = await lab.shared();
  expect(await preferencesOf(app)).toMatchObject({ webviewTag: false });
  expect(await page.evaluate(() => 'getWebContentsId' in document.createElement('webview'))).toBe(false);
  const kinds = await app.evaluate(async ({ BrowserWindow, webContents }, address) => {
    // A page that was given the tag by mistake, in a session without our filter.
    const window = new BrowserWindow({ show: false, webPreferences: { webviewTag: true, partition: 'web-view' } });
    await window.loadURL(address);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const seen = webContents.getAllWebContents().map((contents) => contents.getType());
    window.destroy();
    return seen;
  }, server.url);
  expect(kinds).not.toContain('webview');
  expect(server.asked).not.toContain('/inside');
});

test('13. stays where it is', async ({ lab }) => {
  // Playwright waits for ever for a navigation that was refused, so it gets an application of its own.
  const { page } = await lab.launch();
  const before = page.url();
  for (const address of [
    server.url,
    'https://example.com/',
    'file:///',
    'app://hub.example/',
    'data:text/html,foreign',
    'javascript:document.write(1)',
  ]) {
    await page.evaluate((url) => {
      const link = document.createElement('a');
      link.href = url;
      document.body.append(link);
      link.click();
      link.remove();
    }, address);
    await page.waitForTimeout(100);
    expect(page.url(), address).toBe(before);
  }
  expect(await page.evaluate(() => document.querySelector('main') !== null)).toBe(true);
});

test('14. opens no window', async ({ lab }) => {
  const { app, page } = await lab.shared();
  const opened = await page.evaluate((url) => [url, 'about:blank', '/', ''].map((address) => window.open(address) !== null), server.url);
  expect(opened).toEqual([false, false, false, false]);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('15. hands only web and e-mail addresses to the system', async ({ lab }) => {
  const { page } = await lab.shared();
  for (const url of [
    'file:///etc/passwd',
    'ms-msdt:/id',
    'search-ms:query',
    'javascript:alert(1)',
    'http://example.com/',
    'https://user:word@example.com/',
    'smb://server/share',
  ]) {
    const answer = await ask(page, { path: 'app.openExternal', type: 'mutation', input: { url } });
    expect(answer?.error?.data.wiz?.category, url).toMatch(/^(permission|validation)_error$/);
  }
});

test('16. knows when its Electron is not the one it was made for, and says so', async ({ lab }) => {
  const { app, page } = await lab.shared();
  const pinned = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    readonly devDependencies: { readonly electron: string };
  };
  const running = await app.evaluate(() => process.versions.electron);
  const isCurrent = running.split('.')[0] === pinned.devDependencies.electron.split('.')[0];
  expect(await dataOf(page, { path: 'app.info' })).toMatchObject({ electron: running, standIn: !isCurrent });
  await page.getByRole('link', { name: 'Settings and about' }).click();
  await expect(page.getByRole('note')).toHaveCount(isCurrent ? 0 : 1);
});

test('17. answers no frame but its own page’s top one', async ({ lab }) => {
  const { app } = await lab.shared();
  // Our own address and preload, in a window that main did not make for them.
  const script = `new Promise((resolve) => {
    window.wizBridge.on((message) => resolve(JSON.stringify(message)));
    window.wizBridge.send({ method: 'request', operation: { id: 'stranger-1', type: 'query', path: 'connections.list', input: undefined } });
    setTimeout(() => resolve('nothing'), 500);
  })`;
  const answered = await visitInForeignWindow(app, { url: 'app://hub/', script });
  expect(answered).toBe('nothing');
});

test('18. serves its own folder and nothing beside it', async ({ lab }) => {
  const { page } = await lab.shared();
  expect(page.url()).toMatch(/^app:\/\/hub\//);
  const statuses = await page.evaluate(async () => {
    const paths = [
      '/',
      '/package.json',
      '/../main/index.cjs',
      '/..%2fmain%2findex.cjs',
      '/%2e%2e/%2e%2e/package.json',
      '/..\\main\\index.cjs',
      '/assets/',
    ];
    return Promise.all(paths.map(async (path) => (await fetch(`app://hub${path}`)).status));
  });
  expect(statuses).toEqual([200, 404, 404, 404, 404, 404, 404]);
  const headers = await page.evaluate(async () => Object.fromEntries((await fetch('/')).headers));
  expect(headers).toMatchObject({
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
  });
});

test('19. starts no process as Node, which a fuse of the packaged application forbids', async ({ lab }) => {
  // Playwright needs the very door that a fuse shuts, so it never sees the fuses: `npm run smoke` reads them from the package.
  const { app } = await lab.shared();
  const kinds = await app.evaluate(({ app: electron }) => electron.getAppMetrics().map(({ type }) => type));
  expect(kinds.filter((type) => !['Browser', 'Tab', 'GPU', 'Utility', 'Zygote', 'Sandbox helper'].includes(type))).toEqual([]);
  expect(await app.evaluate(() => [process.env['ELECTRON_RUN_AS_NODE'], process.env['NODE_OPTIONS']])).toEqual([undefined, undefined]);
});

test('20. shows the page nothing of Electron', async ({ lab }) => {
  const { page } = await lab.shared();
  const seen = await page.evaluate(
    () =>
      new Promise<unknown>((resolve) => {
        const { wizBridge } = window;
        const off = wizBridge.on((...given: readonly unknown[]) => {
          off();
          resolve({
            keys: Object.keys(wizBridge).sort(),
            given: given.length,
            message: Object.keys(given[0] as object).sort(),
            off: typeof off,
            sent: typeof sent,
          });
        });
        const call: (message: unknown) => unknown = wizBridge.send;
        const sent = call({
          method: 'request',
          operation: { id: 'nothing-shown', type: 'query', path: 'app.info', input: undefined },
        });
      }),
  );
  expect(seen).toEqual({ keys: ['on', 'send'], given: 1, message: ['id', 'result'], off: 'function', sent: 'undefined' });
  expect(await page.evaluate(() => ['electron', 'ipcRenderer', 'contextBridge', 'webFrame'].filter((name) => name in window))).toEqual([]);
});
