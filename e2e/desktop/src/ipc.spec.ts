import type { ElectronApplication, Page } from '@playwright/test';
import { makeBusyFolder } from './driver/busy-folder.ts';
import { makeDemoFolder } from './driver/demo-folder.ts';
import { startForeignServer, type ForeignServer } from './driver/foreign-server.ts';
import { visitInForeignWindow } from './driver/foreign-window.ts';
import { ask, dataOf, heard, listen, send, type RawAnswer } from './driver/ipc-client.ts';
import type { Desktop } from './driver/launch-desktop.ts';
import { readLog } from './driver/log-file.ts';
import { expect, test } from './fixtures.ts';

/** Everything that a message could have changed. */
async function stateOf(page: Page): Promise<unknown> {
  return { connections: await dataOf(page, { path: 'connections.list' }), runs: await dataOf(page, { path: 'runs.list', input: {} }) };
}

async function addFolder(page: Page, root: string): Promise<string> {
  const answer = await dataOf(page, { path: 'connections.add', type: 'mutation', input: { integration: 'filesystem', config: { root } } });
  return (answer as { readonly id: string }).id;
}

/** A request to take a connection away, as a hostile page would send it. */
function removal(id: string): unknown {
  return { method: 'request', operation: { id: 'hostile-1', type: 'mutation', path: 'connections.remove', input: { id } } };
}

/** Sends from the top frame of a window that is not ours. @returns the frame's origin */
function sendFromForeignWindow(app: ElectronApplication, url: string, message: unknown): Promise<string> {
  const script = `window.wizBridge.send(${JSON.stringify(message)}); new Promise((resolve) => setTimeout(() => resolve(location.origin), 300))`;
  return visitInForeignWindow(app, { url, partition: 'foreign', script });
}

async function expectUnharmed({ page, userData }: Desktop, before: unknown): Promise<void> {
  expect(await stateOf(page)).toEqual(before);
  expect(await readLog(userData)).not.toMatch(/uncaught_exception|unhandled_rejection/);
}

test.describe('messages that nobody of ours has sent', () => {
  let server: ForeignServer;
  test.beforeAll(async () => {
    server = await startForeignServer('<!doctype html><title>foreign</title>');
  });
  test.afterAll(() => {
    server.close();
  });

  for (const [who, urlOf] of [
    ['a page of a foreign origin', () => server.url],
    ['our own origin in a window that main did not make for it', () => 'app://hub/'],
    ['a page at about:blank', () => 'about:blank'],
  ] as const) {
    test(`${who} is not served, and changes nothing`, async ({ lab }) => {
      const desktop = await lab.shared();
      const id = await addFolder(desktop.page, await makeDemoFolder());
      const before = await stateOf(desktop.page);
      const url = urlOf();
      const origin = await sendFromForeignWindow(desktop.app, url, removal(id));
      expect(origin).toBe(url === 'about:blank' ? 'null' : url.replace(/\/$/, ''));
      await expectUnharmed(desktop, before);
      await dataOf(desktop.page, { path: 'connections.remove', type: 'mutation', input: { id } });
      await expect.poll(() => readLog(desktop.userData)).toContain('"foreign"');
    });
  }

  test('a frame in our own page has no bridge to main', async ({ lab }) => {
    const { page } = await lab.shared();
    const inFrame = await page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const found = frame.contentWindow !== null && 'wizBridge' in frame.contentWindow;
      frame.remove();
      return found;
    });
    expect(inFrame).toBe(false);
  });
});

test.describe('messages that make no sense', () => {
  const request = (operation: object): unknown => ({
    method: 'request',
    operation: { id: 'odd-message', type: 'query', path: 'app.info', ...operation },
  });
  const odd: readonly (readonly [string, unknown])[] = [
    ['null', null],
    ['a number', 7],
    ['a text', 'app.info'],
    ['an empty object', {}],
    ['a list', [[], [[]]]],
    ['a request without operation', { method: 'request' }],
    ['an operation that is null', { method: 'request', operation: null }],
    ['a method that does not exist', { method: 'evaluate', operation: { id: 'odd-message' } }],
    ['an id that is an object', request({ id: {} })],
    ['a type that does not exist', request({ type: 'steal' })],
    ['a path up the prototype chain', request({ path: 'constructor.prototype' })],
    ['a path to a procedure that does not exist', request({ path: 'app.shutDown' })],
    ['a query sent as a mutation', request({ type: 'mutation' })],
    ['an input of the wrong shape', request({ path: 'connections.remove', type: 'mutation', input: { id: 5, more: true } })],
    ['a key that nobody reads', { ...(request({}) as object), extra: 1 }],
    ['a stop for what never began', { method: 'subscription.stop', id: 'never-began' }],
    ['a cancel for what never began', { method: 'cancel', id: 'never-began' }],
    ['an acknowledgement for what never began', { method: 'ack', id: 'never-began', count: 1e9 }],
  ];

  test(`${String(odd.length)} kinds of junk change nothing in main`, async ({ lab }) => {
    const desktop = await lab.shared();
    const before = await stateOf(desktop.page);
    for (const [, message] of odd) await send(desktop.page, message);
    await expectUnharmed(desktop, before);
    await expect.poll(() => readLog(desktop.userData)).toContain('"malformed"');
  });

  test('a procedure that does not exist, or the wrong kind of call, is refused in words', async ({ lab }) => {
    const { page } = await lab.shared();
    expect(await ask(page, { path: 'app.shutDown' })).toMatchObject({ error: { message: expect.stringMatching(/\.$/) } });
    expect(await ask(page, { path: 'app.info', type: 'mutation' })).toMatchObject({ error: { message: expect.stringMatching(/\.$/) } });
    expect(await ask(page, { path: 'connections.remove', type: 'mutation', input: { id: 5 } })).toMatchObject({
      error: { data: { wiz: { category: 'validation_error' } } },
    });
  });

  test('50 MB, 10 000 levels and a cycle are refused, and main goes on', async ({ lab }) => {
    const desktop = await lab.shared();
    const before = await stateOf(desktop.page);
    const large = await desktop.page.evaluate(
      () =>
        new Promise<unknown>((resolve) => {
          const off = window.wizBridge.on((message) => {
            off();
            resolve(message);
          });
          const input = { connection: 'none', path: 'large.txt', text: 'x'.repeat(50_000_000) };
          window.wizBridge.send({
            method: 'request',
            operation: { id: 'large-message', type: 'mutation', path: 'filesystem.write', input },
          });
        }),
    );
    expect(large).toMatchObject({ id: 'large-message', error: { data: { wiz: { category: 'too_large' } } } });
    await desktop.page.evaluate(() => {
      const nest = (levels: number): object => {
        let deep: object = {};
        for (let level = 0; level < levels; level += 1) deep = { deep };
        return deep;
      };
      const cycle: { self?: object } = {};
      cycle.self = cycle;
      for (const input of [nest(900), nest(10_000), cycle]) {
        try {
          window.wizBridge.send({ method: 'request', operation: { id: 'odd-message', type: 'query', path: 'app.info', input } });
        } catch {
          // What cannot even be sent never reaches main.
        }
      }
    });
    await expectUnharmed(desktop, before);
  });
});

test('10 000 calls at once are each answered or refused once, and main goes on', async ({ lab }) => {
  const desktop = await lab.shared();
  const before = await stateOf(desktop.page);
  const tally = await desktop.page.evaluate(
    () =>
      new Promise<Record<string, number>>((resolve) => {
        const count = 10_000;
        const open = new Set<string>();
        const seen: Record<string, number> = {};
        const off = window.wizBridge.on((message) => {
          const answer = message as RawAnswer;
          if (!answer.id.startsWith('flood-')) return;
          const kind = open.delete(answer.id) ? (answer.error?.data.wiz?.category ?? 'answered') : 'answered twice';
          seen[kind] = (seen[kind] ?? 0) + 1;
          if (open.size > 0) return;
          off();
          resolve(seen);
        });
        for (let at = 0; at < count; at += 1) {
          const id = `flood-${String(at)}`;
          open.add(id);
          window.wizBridge.send({ method: 'request', operation: { id, type: 'query', path: 'connections.list', input: undefined } });
        }
      }),
  );
  expect((tally['answered'] ?? 0) + (tally['overloaded'] ?? 0)).toBe(10_000);
  expect(tally['answered']).toBeGreaterThan(0);
  expect(tally['answered twice']).toBeUndefined();
  await expectUnharmed(desktop, before);
});

test('a page that is loaded anew never hears an answer to the page before', async ({ lab }) => {
  const desktop = await lab.shared();
  const id = await addFolder(desktop.page, await makeBusyFolder(300, 1_000_000));
  for (let at = 0; at < 3; at += 1) {
    await listen(desktop.page, 'filesystem.search', { connection: id, query: 'needle', in: 'content' });
    await expect.poll(async () => (await heard(desktop.page)).length).toBeGreaterThan(0);
    await desktop.page.reload();
    const strangers = await desktop.page.evaluate(
      () =>
        new Promise<unknown[]>((resolve) => {
          const others: unknown[] = [];
          window.wizBridge.on((message) => {
            if ((message as RawAnswer).id.startsWith('test-')) others.push(message);
          });
          setTimeout(() => {
            resolve(others);
          }, 400);
        }),
    );
    expect(strangers).toEqual([]);
  }
  const runs = (await dataOf(desktop.page, { path: 'runs.list', input: { connection: id } })) as {
    readonly items: readonly { readonly state: string }[];
  };
  expect(runs.items.map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  await dataOf(desktop.page, { path: 'connections.remove', type: 'mutation', input: { id } });
});

test('a navigation that is refused leaves the page’s subscriptions alive', async ({ lab }) => {
  const { page } = await lab.shared();
  await listen(page, 'events.all');
  const address = page.url();
  await page.evaluate(() => {
    window.location.href = 'https://evil.example/';
  });
  const id = await addFolder(page, await makeDemoFolder());
  await expect.poll(async () => JSON.stringify(await heard(page))).toContain(id);
  expect(page.url()).toBe(address);
  await dataOf(page, { path: 'connections.remove', type: 'mutation', input: { id } });
});

test('when the window’s process crashes, what it ran ends, and the window comes back', async ({ lab }) => {
  const { app, page, userData } = await lab.launch();
  const id = await addFolder(page, await makeBusyFolder(500, 1_000_000));
  await listen(page, 'filesystem.search', { connection: id, query: 'needle', in: 'content' });
  await expect.poll(async () => (await heard(page)).length).toBeGreaterThan(0);
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  // Playwright gives up on a page that has crashed, so main is asked to look into it.
  const runsSeen = () =>
    app.evaluate(({ BrowserWindow }) => {
      const ask = `new Promise((resolve) => {
        window.wizBridge.on((message) => { if (message.id === 'after-crash') resolve(JSON.stringify(message)); });
        window.wizBridge.send({ method: 'request', operation: { id: 'after-crash', type: 'query', path: 'runs.list', input: {} } });
      })`;
      // A page that goes away while it is asked never answers.
      const silence = new Promise<string>((resolve) => setTimeout(() => resolve('nothing'), 500));
      return Promise.race([BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(ask) as Promise<string>, silence]);
    });
  await expect.poll(runsSeen).toContain('"state":"cancelled"');
  expect(await readLog(userData)).toContain('window_crashed');
});
