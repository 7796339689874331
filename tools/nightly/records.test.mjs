import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Records } from './records.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'wiz-nightly-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const record = {
  inputs: 'h',
  outcome: /** @type {const} */ ('passed'),
  at: '2026-11-28T01:02:03.000Z',
  seconds: 1,
  sum: { passed: 1, failed: 0, skipped: 0 },
};

it('results are there the next night, and the part that was begun is known until it has ended', async () => {
  const records = new Records(root);
  expect([await records.underWay(), (await records.all(['kills'])).size]).toEqual([undefined, 0]);
  await records.begin('kills');
  expect(await new Records(root).underWay()).toBe('kills');
  await records.end('kills', record);
  expect(await new Records(root).underWay()).toBeUndefined();
  expect(await new Records(root).all(['audit', 'kills'])).toEqual(new Map([['kills', record]]));
});

it.each([
  '',
  '{}',
  'null',
  '{"inputs":"h","outcome":"passed"}',
  JSON.stringify({ ...record, outcome: 'perhaps' }),
  JSON.stringify({ ...record, sum: {} }),
])('what is no result is as good as none: %s', async (text) => {
  const records = new Records(root);
  await records.end('kills', record);
  writeFileSync(path.join(root, '.nx', 'nightly', 'kills.json'), text);
  expect((await records.all(['kills'])).size).toBe(0);
});
