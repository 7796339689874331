import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetPath } from './asset-path.ts';
import { noncePlaceholder } from './nonce.ts';
import { isAppUrl } from './origin.ts';
import { serveApp } from './serve-app.ts';

let folder: string;
let root: string;
let serve: ReturnType<typeof serveApp>;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-serve-'));
  root = path.join(folder, 'renderer');
  mkdirSync(path.join(root, 'assets'), { recursive: true });
  mkdirSync(path.join(folder, 'renderer-evil'));
  writeFileSync(
    path.join(root, 'index.html'),
    `<meta property="csp-nonce" nonce="${noncePlaceholder}"><script nonce="${noncePlaceholder}"></script>`,
  );
  writeFileSync(path.join(root, 'assets', 'main.js'), 'let a;');
  writeFileSync(path.join(root, 'assets', 'no-type'), 'x');
  writeFileSync(path.join(folder, 'secret.js'), 'secret');
  writeFileSync(path.join(folder, 'renderer-evil', 'secret.js'), 'secret');
  serve = serveApp(root);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const get = (url: string, method = 'GET'): Promise<Response> => serve({ url, method });

describe('the window’s files', () => {
  it('are served with their type and the security headers', async () => {
    const response = await get('app://hub/assets/main.js');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('let a;');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
    });
  });

  it('are served under a policy that allows no inline script, no frame, no plug-in and no network', async () => {
    const policy = (await get('app://hub/')).headers.get('content-security-policy') ?? '';
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "object-src 'none'",
      "frame-src 'none'",
      "base-uri 'none'",
      "connect-src 'self'",
    ]) {
      expect(policy.split('; ')).toContain(rule);
    }
    expect(policy).not.toContain('unsafe');
  });

  it('carry a nonce in the page that the policy names, a new one for each load', async () => {
    const seen = await Promise.all(
      [1, 2].map(async () => {
        const response = await get('app://hub/');
        const nonces = [...(await response.text()).matchAll(/nonce="([^"]+)"/g)].map(([, nonce]) => nonce);
        expect(new Set(nonces).size).toBe(1);
        expect(response.headers.get('content-security-policy')).toContain(`'nonce-${String(nonces[0])}'`);
        return nonces[0];
      }),
    );
    expect(seen[0]).not.toBe(seen[1]);
    expect(seen[0]).not.toBe(noncePlaceholder);
  });

  it.each([
    'app://hub/../secret.js',
    'app://hub/..%2fsecret.js',
    'app://hub/%2e%2e/secret.js',
    'app://hub/assets/..%2f..%2fsecret.js',
    'app://hub/..%2frenderer-evil%2fsecret.js',
    'app://hub/..%5csecret.js',
    'app://hub/%00',
    'app://hub/assets/main.js%00.html',
    'app://hub/C:%5csecret.js',
    'app://hub/%E0%A4%A',
    'app://hub//etc/passwd',
    'app://evil/index.html',
    'app://hub.evil/index.html',
    'app://user@hub/index.html',
    'file:///etc/passwd',
    'https://hub/',
    'nonsense',
    'app://hub/assets',
    'app://hub/assets/no-type',
    'app://hub/missing.js',
  ])('do not include %s', async (url) => {
    const response = await get(url);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('do not include what a link leads to outside of the folder', async () => {
    symlinkSync(path.join(folder, 'secret.js'), path.join(root, 'assets', 'link.js'), 'file');
    expect((await get('app://hub/assets/link.js')).status).toBe(404);
  });

  it('are only read, never written', async () => {
    expect((await get('app://hub/', 'POST')).status).toBe(405);
  });
});

describe('our own origin', () => {
  it('is told by its parts, not by how the text begins', () => {
    expect(isAppUrl('app://hub/')).toBe(true);
    expect(isAppUrl('app://hub/#/journal?x=1')).toBe(true);
    for (const url of ['app://hub.evil/', 'app://hub@evil/', 'app://hub:80@evil/', 'about:blank', 'https://hub/', 'app:hub', ''])
      expect(isAppUrl(url)).toBe(false);
  });

  it('names files by their path alone, query and fragment left out', () => {
    expect(assetPath(root, 'app://hub/assets/main.js?v=1#x')).toBe(path.join(root, 'assets', 'main.js'));
    expect(assetPath(root, 'app://hub/')).toBe(path.join(root, 'index.html'));
    // Before any real path is compared.
    expect(assetPath(root, 'app://hub/..%2fsecret.js')).toBeUndefined();
  });
});
