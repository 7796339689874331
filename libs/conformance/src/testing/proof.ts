import { IntegrationError } from '@wiz/core';
import type { Integration } from '@wiz/integration-kit/main';
import { describe, expect, it } from 'vitest';
import { runLaws } from '../run-laws.ts';
import type { StandInDescription } from '../stand-in.ts';
import { broken, type Change } from './broken.ts';
import { fails, type mislabels } from './flaws.ts';

/** One law, and something that breaks it. */
export interface Proof {
  readonly law: string;
  readonly by: string;
  /** The column to look at; laws for whole connections have only one. */
  readonly operation: string;
  readonly integration: () => Integration;
  /** What the report says. */
  readonly reason: RegExp;
}

export interface Column {
  readonly operation: string;
}

/** Longer than the kit itself gives a cell, in milliseconds. */
const lawMs = 240_000;

/** Makes proofs of one clean integration. */
export class Prover {
  readonly #clean: () => Integration;

  constructor(clean: () => Integration) {
    this.#clean = clean;
  }

  /** The clean integration with one change. */
  changed(law: string, by: string, { operation }: Column, change: () => Change, reason: RegExp): Proof {
    return { law, by, operation, reason, integration: () => broken(this.#clean(), change()) };
  }

  /** A law that is broken by calling the failure by another name. */
  renamed(law: string, { operation }: Column, as: Parameters<typeof mislabels>[1] = 'validation_error'): Proof {
    const other = new IntegrationError(as, 'It is something else.');
    return this.changed(law, 'another name', { operation }, () => fails(() => other), /it says|it took/);
  }
}

/** One test for each proof. */
export function showProofs(kind: string, proofs: readonly Proof[], standIn: StandInDescription): void {
  describe(`laws can be broken, ${kind}`, () => {
    for (const { law, by, operation, integration, reason } of proofs)
      it(
        `${law}: by ${by}`,
        async () => {
          const { cells } = await runLaws(integration(), standIn, { laws: [law], operations: [operation] });
          expect(cells).toEqual([expect.objectContaining({ law, state: 'broken' })]);
          expect(cells[0]?.reason).toMatch(reason);
        },
        lawMs,
      );
  });
}
