import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inputsHash, sourceFiles } from './inputs.mjs';
import { parts } from './parts.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');

describe('what a part rests on', () => {
  /** @type {Readonly<Record<string, string>>} */
  const content = { 'libs/a/src/x.ts': '1', 'libs/a/b.json': '2', 'libs/c/src/x.ts': '3', 'package.json': '4', 'package.json.md': '5' };
  /** @param {Readonly<Record<string, string>>} [changes] @param {readonly string[]} [inputs] @param {readonly string[]} [facts] */
  const hash = (changes = {}, inputs = ['libs/*/src/', 'package.json'], facts = ['v24']) => {
    const now = { ...content, ...changes };
    return inputsHash({ files: Object.keys(now).sort(), inputs, facts, read: async (file) => now[file] ?? '' });
  };

  it('is the same for the same content, and another for what is changed, added or renamed among the inputs', async () => {
    const before = await hash();
    expect(await hash()).toBe(before);
    expect(await hash({ 'libs/c/src/x.ts': '4' })).not.toBe(before);
    expect(await hash({ 'package.json': '5' })).not.toBe(before);
    expect(await hash({ 'libs/d/src/deep/y.ts': '' })).not.toBe(before);
    expect(await hash({ 'libs/a/src/x.ts': '3', 'libs/c/src/x.ts': '1' })).not.toBe(before);
    expect(await hash({}, undefined, ['v25'])).not.toBe(before);
  });

  it('is nothing beside the inputs, nor what only begins like one', async () => {
    expect(await hash({ 'libs/a/b.json': '9', 'package.json.md': '9', 'libs/a/deep/src/y.ts': '9' })).toBe(await hash());
  });

  it('is everything for the empty name', async () => {
    expect(await hash({ 'libs/a/b.json': '9' }, [''])).not.toBe(await hash({}, ['']));
  });

  it('is refused where an input names nothing', async () => {
    await expect(hash({}, ['libs/gone/'])).rejects.toThrow('“libs/gone/”, an input of a nightly part, is not there.');
  });

  it('is there for every part of this workspace', async () => {
    const files = await sourceFiles(root);
    expect(files).toEqual(expect.arrayContaining(['nx.json', '.github/CODEOWNERS', 'tools/nightly.mjs']));
    const hashes = await Promise.all(parts.map(({ inputs }) => inputsHash({ files, inputs, facts: [], read: async () => '' })));
    expect(hashes).toHaveLength(parts.length);
  });
});

it('source is what is neither made nor history', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-nightly-'));
  try {
    for (const file of ['b/a.ts', 'a.md', 'dist/x.js', 'b/node_modules/y.js', '.nx/z', 'b/c.log']) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), '');
    }
    expect(await sourceFiles(folder)).toEqual(['a.md', 'b/a.ts']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
