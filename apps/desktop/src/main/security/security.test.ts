import { EventEmitter } from 'node:events';
import { ManualClock } from '@wiz/core/testing';
import type { App, Session } from 'electron';
import { describe, expect, it } from 'vitest';
import { guardAllContents, mayNavigate } from './contents-guards.ts';
import { externalOpener, externalUrl } from './external-url.ts';
import { denyPermissions, isPermitted } from './permissions.ts';
import { isLoadable } from './request-filter.ts';
import { webPreferences } from './web-preferences.ts';

describe('the preferences of a window', () => {
  it('are frozen and switch nothing on that Electron’s list warns of', () => {
    const preferences = webPreferences('/preload.cjs', false);
    expect(Object.isFrozen(preferences)).toBe(true);
    expect(preferences).toEqual({
      preload: '/preload.cjs',
      devTools: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      enableWebSQL: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
    });
  });
});

describe('permissions', () => {
  it('are given for the clipboard, to our own page, and for nothing else', () => {
    expect(isPermitted('clipboard-sanitized-write', 'app://hub/')).toBe(true);
    expect(isPermitted('clipboard-sanitized-write', 'https://example.com/')).toBe(false);
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
      'fullscreen',
      'fileSystem',
      'hid',
      'usb',
    ]) {
      expect(isPermitted(permission, 'app://hub/')).toBe(false);
    }
  });

  it('are answered by both handlers and those of devices', () => {
    const set = new Map<string, (...args: readonly unknown[]) => unknown>();
    const session = new Proxy(
      {},
      { get: (_target, name) => (handler: (...args: readonly unknown[]) => unknown) => set.set(String(name), handler) },
    );
    denyPermissions(session as unknown as Session);
    expect([...set.keys()].sort()).toEqual([
      'setBluetoothPairingHandler',
      'setDevicePermissionHandler',
      'setPermissionCheckHandler',
      'setPermissionRequestHandler',
      'setUSBProtectedClassesHandler',
    ]);
    const asked: unknown[] = [];
    const request = set.get('setPermissionRequestHandler');
    for (const isMainFrame of [true, false]) {
      request?.(null, 'clipboard-sanitized-write', (answer: unknown) => asked.push(answer), { isMainFrame, requestingUrl: 'app://hub/' });
    }
    expect(asked).toEqual([true, false]);
    expect(set.get('setPermissionCheckHandler')?.(null, 'media', 'app://hub', { isMainFrame: true })).toBe(false);
    expect(set.get('setDevicePermissionHandler')?.()).toBe(false);
  });
});

describe('requests of the window', () => {
  it('reach our own files only', () => {
    expect(isLoadable('app://hub/assets/a.js', false)).toBe(true);
    for (const url of [
      'https://example.com/',
      'http://127.0.0.1/',
      'file:///etc/passwd',
      'ws://localhost/',
      'app://evil/',
      'blob:app://hub/1',
      'devtools://devtools/x.js',
    ]) {
      expect(isLoadable(url, false)).toBe(false);
    }
    expect(isLoadable('devtools://devtools/x.js', true)).toBe(true);
  });
});

describe('pages', () => {
  it('may load themselves again and go nowhere else, and frames go nowhere at all', () => {
    expect(mayNavigate('app://hub/', true)).toBe(true);
    for (const url of ['https://example.com/', 'app://hub.evil/', 'about:blank', 'file:///etc/passwd', 'javascript:1'])
      expect(mayNavigate(url, true)).toBe(false);
    expect(mayNavigate('app://hub/', false)).toBe(false);
  });

  it('are guarded from the moment they are made, whoever makes them', () => {
    const app = new EventEmitter();
    guardAllContents(app as unknown as App);
    let openHandler: (() => unknown) | undefined;
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: () => unknown) => {
        openHandler = handler;
      },
    });
    app.emit('web-contents-created', {}, contents);
    const prevented = (name: string, url: string): boolean => {
      let stopped = false;
      contents.emit(name, { url, isMainFrame: true, preventDefault: () => (stopped = true) });
      return stopped;
    };
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      expect(prevented(name, 'https://example.com/')).toBe(true);
      expect(prevented(name, 'app://hub/')).toBe(false);
    }
    expect(prevented('will-attach-webview', 'app://hub/')).toBe(true);
    expect(openHandler?.()).toEqual({ action: 'deny' });
  });
});

describe('addresses for the system', () => {
  it('are web pages and e-mail addresses, written anew', () => {
    expect(externalUrl('HTTPS://Docs.GitHub.com/a b')).toBe('https://docs.github.com/a%20b');
    expect(externalUrl('mailto:someone@example.com')).toBe('mailto:someone@example.com');
  });

  it.each([
    ...[
      'file:///etc/passwd',
      'http://example.com/',
      'javascript:alert(1)',
      'ms-msdt:/id',
      'search-ms:query=x',
      'smb://server/share',
      'app://hub/',
    ],
    ...['https://user:secret@example.com/', '\\\\server\\share', '', 'nonsense', `https://example.com/${'x'.repeat(3000)}`],
  ])('are not %s', (url) => {
    expect(() => externalUrl(url)).toThrow(expect.objectContaining({ category: 'permission_error' }));
  });

  it('are not opened faster than a person could ask for', async () => {
    const clock = new ManualClock();
    const opened: string[] = [];
    const open = externalOpener(clock, async (url) => {
      opened.push(url);
    });
    for (let n = 0; n < 5; n++) await open(`https://example.com/${String(n)}`);
    await expect(open('https://example.com/6')).rejects.toMatchObject({ category: 'overloaded' });
    await clock.advance(10_000);
    await open('https://example.com/7');
    expect(opened).toHaveLength(6);
  });
});
