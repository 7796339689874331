import { describe, expect, it } from 'vitest';
import { laws } from '../laws.ts';
import { runLaws } from '../run-laws.ts';
import { proofs } from './flaw-list.ts';
import { sampleStandIn } from './sample-stand-in.ts';

/** Longer than the kit itself gives a cell, in milliseconds. */
const lawMs = 120_000;

describe('every law can be broken', () => {
  it('has something that breaks it', () => {
    const shown = new Set(proofs.map(({ law }) => law));
    expect(laws.filter(({ id, over }) => over.includes('http') && !shown.has(id)).map(({ id }) => id)).toEqual([]);
  });

  for (const { law, by, operation, integration, reason } of proofs)
    it(
      `${law}: by ${by}`,
      async () => {
        const { cells } = await runLaws(integration(), sampleStandIn, { laws: [law], operations: [operation] });
        expect(cells).toEqual([expect.objectContaining({ law, state: 'broken' })]);
        expect(cells[0]?.reason).toMatch(reason);
      },
      lawMs,
    );
});
