import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { contracts } from '@wiz/ipc-contract';
import { describe, expect, it } from 'vitest';
import { integrationPage } from './integration-page.mjs';
import { integrationPages } from './pages.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const pages = await integrationPages(root);

describe.each(pages)('$file', ({ file, text }) => {
  it('is what the contract says; if not, run: node tools/docs/write-pages.mjs', async () => {
    expect(await readFile(path.join(root, file), 'utf8')).toBe(text);
  });

  it('has no empty section', () => {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const level = (/** @type {string | undefined} */ line) => /^(#+) /.exec(line ?? '')?.[1]?.length ?? 9;
    const empty = lines.filter(
      (line, index) => level(line) < 9 && (lines[index + 1] === undefined || level(lines[index + 1]) <= level(line)),
    );
    expect(empty).toEqual([]);
  });

  it('has no placeholder left', () => {
    expect(text).not.toMatch(/\[[A-Z][A-Za-z_ ]+\](?!\()|TODO|TBD|FIXME|undefined|lorem/i);
  });
});

it('is refused when the team has written nothing', () => {
  expect(() => integrationPage(contracts.filesystem, '# x\n\n## Notes\n\nSome.\n')).toThrow(/no section “## Why”/);
  const { page } = contracts.filesystem;
  expect(() => integrationPage({ ...contracts.filesystem, page: { ...page, setUp: [], limitations: [] } }, '## Why\n\nBecause.\n')).toThrow(
    /says nothing under "limitations"/,
  );
});
