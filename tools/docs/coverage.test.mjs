import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { coverageFile, coveragePage, coverageText, stateOf } from './coverage-page.mjs';
import { sections } from './coverage/sections.mjs';
import { decisionFiles } from './decision-files.mjs';
import { References } from './references.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const items = sections.flatMap((section) => section.items);
const references = new References(root);
const page = await coveragePage(root, decisionFiles(root));

describe('the page of the specification', () => {
  it('is what the items say; if not, run: node tools/docs/write-pages.mjs', async () => {
    expect(await readFile(path.join(root, coverageFile), 'utf8')).toBe(page);
  });

  it('links to where it says, and says what is done otherwise or not', () => {
    const text = coverageText(
      [
        {
          number: 7,
          title: 'A section',
          items: [
            { id: '7.1', asks: 'One thing.', files: ['libs/a.ts#b'], tests: ['libs/a.test.ts › does it', 'laws › row 9'] },
            { id: '7.2', asks: 'Another.', files: ['docs/x/README.md'], departs: { decision: 6, how: 'Otherwise.' }, untested: 'a text' },
            { id: '7.3', asks: 'A third.', open: 'later.' },
          ],
        },
      ],
      () => 'docs/architecture/decisions/0006-x.md',
    );
    expect(text).toContain('| 7 A section | 1 | 1 | 0 | 1 |');
    expect(text).toContain(
      '| 7.1 | One thing. | [a.ts](../../libs/a.ts): `b` | [a.test.ts](../../libs/a.test.ts): does it<br>[laws](../../libs/integration-kit/src/testing/transport-laws.ts): row 9 |',
    );
    expect(text).toContain(
      '| 7.2 | Another. **Differently:** Otherwise. ([decision 6](decisions/0006-x.md)) | [docs/x/README.md](../x/README.md) | No test: a text. |',
    );
    expect(text).toContain('| 7.3 | A third. **Not built:** later. | – | – |');
  });
});

describe('the items of the specification', () => {
  it('have every section of it, and numbers that are given once', () => {
    expect([...new Set(sections.map(({ number }) => number))]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    for (const { number, items: own } of sections)
      for (const { id } of own) expect.soft(id).toMatch(new RegExp(`^${String(number)}\\.\\d+$`));
    expect(items.map(({ id }) => id)).toEqual([...new Set(items.map(({ id }) => id))]);
  });

  it('are done somewhere and proved by a test, or say why not', () => {
    const silent = items.filter(
      (item) =>
        stateOf(item) !== 'no' && ((item.files ?? []).length === 0 || ((item.tests ?? []).length === 0 && item.untested === undefined)),
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
    const reasons = items.flatMap(({ departs, untested, open }) => [departs?.how, untested, open]).filter((reason) => reason !== undefined);
    expect(reasons.filter((reason) => reason.length < 15)).toEqual([]);
  });

  it.each(items)('name only files, exports, tests and decisions that exist: $id', ({ files = [], tests = [], departs }) => {
    const problems = [
      ...files.map((reference) => references.problemOfFile(reference)),
      ...tests.map((reference) => references.problemOfTest(reference)),
    ];
    expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
    if (departs?.decision !== undefined) expect(() => decisionFiles(root)(departs.decision ?? 0)).not.toThrow();
  });
});
