import type { AnyContract } from '@wiz/integration-kit/contract';
import type { Integration } from '@wiz/integration-kit/main';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { cellText, reportText } from './report.ts';
import { LawRun } from './run-laws.ts';
import type { StandInDescription } from './stand-in.ts';

/** Milliseconds for one law with all its cells; only what hangs is to be ended. */
const lawMs = 300_000;

/**
 * Makes one test of each law, all its cells side by side; a failure names the broken cells. The whole table is written to
 * `dist/test-output/integration-<id>/conformance.txt`, and as data to `conformance.json`.
 *
 * @throws TypeError for a description that does not fit
 */
export function conformance<C extends AnyContract>(integration: Integration, standIn: StandInDescription<C>): void {
  const run = new LawRun(integration, standIn);
  const { id, name } = integration.contract;
  describe(`conformance of ${name}`, async () => {
    afterAll(() => {
      const folder = fileURLToPath(new URL(`../../../dist/test-output/integration-${id}/`, import.meta.url));
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${folder}conformance.txt`, reportText(run.report(), run.laws));
      writeFileSync(`${folder}conformance.json`, `${JSON.stringify(run.report(), null, 2)}\n`);
    });
    // What is for other systems is no test that was left out.
    for (const law of await run.applicable())
      it(
        `${law.id}: ${law.says}`,
        async ({ skip }) => {
          const cells = await run.check(law);
          expect(cells.filter(({ state }) => state === 'broken').map(cellText)).toEqual([]);
          if (cells.every(({ state }) => state === 'not applicable' || state === 'exempt')) skip('there is no cell for it');
        },
        lawMs,
      );
  });
}
