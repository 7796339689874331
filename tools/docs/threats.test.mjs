import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { References } from './references.mjs';
import { namedIn, threatsIn } from './threats.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const text = await readFile(path.join(root, 'docs', 'security', 'threat-model.md'), 'utf8');
const references = new References(root);
const named = namedIn(text);

describe('the threat model', () => {
  it('names a test for every threat, or says that there is none', () => {
    const threats = threatsIn(text);
    expect(new Set(threats.map(({ section }) => section)).size).toBe(text.match(/^### \d+\. /gm)?.length);
    expect(threats.filter(({ tests, isUntested }) => tests.length === 0 && !isUntested)).toEqual([]);
  });

  it.each(named.tests)('names a test that exists: %s', (reference) => {
    expect(references.problemOfTest(reference)).toBe(undefined);
  });

  it('names no test by its file alone, and only files that are there', () => {
    expect(named.files.filter((file) => /\.(test|spec)\./.test(file))).toEqual([]);
    expect(named.files.map((file) => references.problemOfFile(file)).filter((problem) => problem !== undefined)).toEqual([]);
  });
});

describe('threats', () => {
  it('are the rows below “Threats”, with the tests in their last column', () => {
    const found = threatsIn(
      [
        '| asset | where |',
        '| - | - |',
        '| a | b |',
        '## Threats',
        '### 1. A window',
        '| what | against | test |',
        '| --- | --- | --- |',
        '| crash | limits | `a.test.ts › x`; `laws › row 9` |',
        '| look | rights | `x.ts`, not tested with a second one |',
        '| hope | – | one day |',
        '## When',
        '| a | b | c |',
      ].join('\n'),
    );
    expect(found).toEqual([
      { section: '1. A window', what: 'crash', tests: ['a.test.ts › x', 'laws › row 9'], isUntested: false },
      { section: '1. A window', what: 'look', tests: [], isUntested: true },
      { section: '1. A window', what: 'hope', tests: [], isUntested: false },
    ]);
  });
});

describe('what a document names', () => {
  it('are tests and files in code spans, and no other words', () => {
    const { tests, files } = namedIn(
      '`file › title` is how; `a/b.test.ts › x y` and `laws › row 9`, in `libs/a.ts`, not `https:` nor libs/b.ts.',
    );
    expect(tests).toEqual(['a/b.test.ts › x y', 'laws › row 9']);
    expect(files).toEqual(['libs/a.ts']);
  });
});
