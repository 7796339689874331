import { expect, it } from 'vitest';
import { cellText, countCells, reportText, type Report } from './report.ts';

const report: Report = {
  integration: 'sample',
  kind: 'rest',
  cells: [
    { law: 'lost-answer', operation: 'get', state: 'holds' },
    { law: 'lost-answer', operation: 'add', state: 'broken', reason: 'it was\nsent again' },
    { law: 'pages-end', operation: 'get', state: 'exempt', reason: 'It has one page.' },
    { law: 'pages-end', operation: 'add', state: 'not applicable', reason: 'It has no pages.' },
  ],
};

it('counts cells by their state', () => {
  expect(countCells(report)).toEqual({ holds: 1, broken: 1, exempt: 1, 'not applicable': 1 });
});

it('is a table of laws × operations, with reasons for what is broken and exempt', () => {
  const text = reportText(report, [{ id: 'pages-end', says: 'Pages end.' }]);
  expect(text).toContain('lost-answer | ✓  ✗ |');
  expect(text).toContain('pages-end   | e  · | Pages end.');
  expect(text).toContain('Broken:\n  lost-answer × add: it was sent again');
  expect(text).toContain('Exempt:\n  pages-end × get: It has one page.');
  expect(text).toContain('2 laws, 2 columns, 4 cells: 1 holds, 1 broken, 1 exempt, 1 not applicable.');
});

it('names a cell on one line', () => {
  expect(cellText({ law: 'a', operation: 'b', state: 'broken', reason: 'x\n  y' })).toBe('a × b: x y');
});
