import type { Law } from './law.ts';

export type CellState = 'holds' | 'broken' | 'exempt' | 'not applicable';

/** One law and one operation. */
export interface Cell {
  readonly law: string;
  readonly operation: string;
  readonly state: CellState;
  /** Why it is not simply held: what was found, or why it cannot be. */
  readonly reason?: string;
}

/** What came of holding an integration to the laws. Plain data. */
export interface Report {
  readonly integration: string;
  /** Of the contract: rest, database … */
  readonly kind: string;
  readonly cells: readonly Cell[];
}

const marks: Readonly<Record<CellState, string>> = { holds: '✓', broken: '✗', exempt: 'e', 'not applicable': '·' };

/** How many cells are in each state. */
export function countCells({ cells }: Report): Readonly<Record<CellState, number>> {
  const counts = { holds: 0, broken: 0, exempt: 0, 'not applicable': 0 };
  for (const { state } of cells) counts[state] += 1;
  return counts;
}

/**
 * The report to read: a table of laws × operations, what is broken and exempt with its reason, and the counts.
 *
 * @param laws puts each law's sentence beside its row
 */
export function reportText(report: Report, laws: readonly Pick<Law, 'id' | 'says'>[] = []): string {
  const { integration, kind, cells } = report;
  const operations = [...new Set(cells.map(({ operation }) => operation))];
  const ids = [...new Set(cells.map(({ law }) => law))];
  const width = Math.max(0, ...ids.map(({ length }) => length));
  const states = new Map(cells.map((cell) => [`${cell.law} ${cell.operation}`, cell.state]));
  const says = new Map(laws.map((law) => [law.id, law.says]));
  const rows = ids.map((id) => {
    const row = operations.map((operation) => {
      const state = states.get(`${id} ${operation}`);
      return ` ${state === undefined ? ' ' : marks[state]} `;
    });
    return `${id.padEnd(width)} |${row.join('')}| ${says.get(id) ?? ''}`.trimEnd();
  });
  const counts = countCells(report);
  return [
    `Conformance of ${integration} (${kind})`,
    `${marks.holds} holds   ${marks.broken} broken   ${marks.exempt} exempt   ${marks['not applicable']} not applicable`,
    '',
    ...operations.map((operation, index) => `${String(index + 1).padStart(3)} ${operation}`),
    '',
    `${''.padEnd(width)} |${operations
      .map((_, index) =>
        String(index + 1)
          .padStart(2)
          .padEnd(3),
      )
      .join('')}|`,
    ...rows,
    ...reasons('Broken', cells, 'broken'),
    ...reasons('Exempt', cells, 'exempt'),
    '',
    `${String(ids.length)} laws, ${String(operations.length)} columns, ${String(cells.length)} cells: ${Object.entries(counts)
      .map(([state, count]) => `${String(count)} ${state}`)
      .join(', ')}.`,
    '',
  ].join('\n');
}

function reasons(title: string, cells: readonly Cell[], state: CellState): readonly string[] {
  const found = cells.filter((cell) => cell.state === state);
  return found.length === 0 ? [] : ['', `${title}:`, ...found.map((cell) => `  ${cellText(cell)}`)];
}

/** One cell on one line. */
export function cellText({ law, operation, reason = '' }: Cell): string {
  return `${law} × ${operation}: ${reason.replace(/\s+/g, ' ').slice(0, 500)}`;
}
