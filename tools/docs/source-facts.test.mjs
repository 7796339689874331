import { describe, expect, it } from 'vitest';
import { exportedNames, testTitles } from './source-facts.mjs';

describe('the titles of tests', () => {
  it('are those of every test that runs, however it is called', () => {
    const titles = testTitles(
      'a.test.ts',
      `
      describe('a group', () => {
        it('plain', () => {});
        it.each([1, 2])('of %s', (n) => {});
        it.each\`a\`('of a table', () => {});
        it.skipIf(process.platform === 'win32')('on some systems', async () => {});
        it.concurrent('beside others', { timeout: 5 }, () => {});
        it(\`with \${String(kills)} kills\`, () => {});
      });
      test.describe('another group', () => {
        test('in Electron', async ({ lab }) => {});
      });
      `,
    );
    expect([...titles]).toEqual(['plain', 'of %s', 'of a table', 'on some systems', 'beside others', 'with … kills', 'in Electron']);
  });

  it('are not those of tests that do not run, nor words that only look like one', () => {
    const titles = testTitles(
      'a.test.ts',
      `
      // it('in a comment', () => {});
      const text = "it('in a text', () => {})";
      it.skip('skipped', () => {});
      it.todo('not written', () => {});
      it.fails('known to fail', () => {});
      it('without a body');
      describe.skip('a skipped group', () => { it('inside', () => {}); });
      test.describe.skip('one of Playwright’s', () => { test('inside too', () => {}); });
      test.step('a step', () => {});
      test.skip(isOld, 'a reason');
      lab.it('of something else', () => {});
      `,
    );
    expect([...titles]).toEqual([]);
  });

  it('are found in every language that tests are written in', () => {
    expect([...testTitles('a.test.tsx', "const view = <p>it('in the page', f)</p>; it('shows', () => {});")]).toEqual(['shows']);
    expect([...testTitles('a.test.mjs', "/** @type {any} */ it('runs', () => {});")]).toEqual(['runs']);
  });
});

describe('the names that a module exports', () => {
  it('are those of its declarations and of its lists', () => {
    const names = exportedNames(
      'a.ts',
      `
      export const one = 1, two = 2;
      export function three() {}
      export class Four {}
      export interface Five {}
      export type Six = 6;
      export { seven, eight as nine } from './b.ts';
      export type { Ten } from './c.ts';
      `,
    );
    expect([...names]).toEqual(['one', 'two', 'three', 'Four', 'Five', 'Six', 'seven', 'nine', 'Ten']);
  });

  it('are not those of what stays inside', () => {
    expect([...exportedNames('a.ts', "const one = 1; function two() {} export * from './b.ts'; // export const three")]).toEqual([]);
  });
});
