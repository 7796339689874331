import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onStandInChange } from './stand-in-changes.mjs';

/** @type {string} */
let root;
/** @type {AbortController} */
let end;
/** @type {string[]} */
let told;
const save = (/** @type {string} */ file) => writeFileSync(path.join(root, 'libs', 'integrations', file), 'export {};\n');

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'wiz-stand-in-changes-'));
  for (const id of ['acme', 'other'])
    mkdirSync(path.join(root, 'libs', 'integrations', id, 'main', 'src', 'testing', 'deep'), { recursive: true });
  end = new AbortController();
  told = [];
  onStandInChange(root, end.signal, (id) => told.push(id));
});
afterEach(() => {
  end.abort();
  rmSync(root, { recursive: true, force: true });
});

describe('a change of a stand-in', () => {
  it('is told with its integration, once for a save; other files are no matter', async () => {
    save('acme/main/src/client.ts');
    save('acme/main/src/testing/stand-in.test.ts');
    save('acme/main/src/testing/stand-in.ts');
    save('acme/main/src/testing/deep/routes.ts');
    await vi.waitFor(() => expect(told).toEqual(['acme']));
    save('other/main/src/testing/deep/routes.ts');
    await vi.waitFor(() => expect(told).toEqual(['acme', 'other']));
  });
});
