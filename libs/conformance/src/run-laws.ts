import type { Integration } from '@wiz/integration-kit/main';
import { systemClock, type Clock } from '@wiz/core';
import { inspect, stripVTControlCharacters } from 'node:util';
import { NotApplicable, wholeConnection, type Law } from './law.ts';
import { laws as allLaws } from './laws.ts';
import { inParallel } from './in-parallel.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { Cell, Report } from './report.ts';
import type { Over, StandInDescription } from './stand-in.ts';
import { StandIns } from './stand-ins.ts';
import { Trial } from './trial.ts';
import { collectUnhandled } from './unhandled.ts';
import { within } from './waiting.ts';

/** Cells side by side, and milliseconds for one cell, unless a law says otherwise. */
const sideBySide = 16;
const cellMs = 90_000;

export interface RunLawsOptions {
  /** Only these laws, by id. @default all */
  readonly laws?: readonly string[];
  /** Only these operations; laws for whole connections are looked at anyway. @default all */
  readonly operations?: readonly string[];
}

/** Holds one integration to the laws, law by law. */
export class LawRun {
  readonly integration: Integration;
  readonly laws: readonly Law[];
  readonly #description: StandInDescription;
  readonly #operations: readonly string[];
  readonly #rehearsals = new Map<string, Promise<Rehearsal>>();
  readonly #clock: Clock = systemClock();
  readonly #cells: Cell[] = [];
  #over: Promise<Over> | undefined;

  /** @throws TypeError for a description that does not fit: an example too few, an exemption of what does not exist */
  constructor(integration: Integration, description: StandInDescription, options: RunLawsOptions = {}) {
    this.integration = integration;
    this.#description = description;
    const names = Object.keys(integration.contract.operations);
    this.#operations = names.filter((name) => options.operations?.includes(name) ?? true);
    this.laws = allLaws.filter(({ id }) => options.laws?.includes(id) ?? true);
    checkDescription(description, names);
  }

  /** The laws that are for this kind of system. Starts the stand-in once, to see what it is. */
  async applicable(): Promise<readonly Law[]> {
    const over = await this.#kind();
    const { kind } = this.integration.contract;
    return this.laws.filter((law) => law.kinds?.includes(kind) !== false && law.over.includes(over));
  }

  /** Looks at one law, all its cells side by side. @returns none when it is for other kinds of system */
  async check(law: Law): Promise<readonly Cell[]> {
    if (!(await this.applicable()).includes(law)) return [];
    const standIns = new StandIns(this.#description);
    const columns = law.per === 'connection' ? [wholeConnection] : this.#operations;
    try {
      const { result, unhandled } = await collectUnhandled(() =>
        inParallel(columns, law.sideBySide ?? sideBySide, (operation) => this.#cell(law, operation, standIns)),
      );
      const cells = unhandled.length === 0 ? result : result.map((cell) => unhandledIn(cell, unhandled[0]));
      this.#cells.push(...cells);
      return cells;
    } finally {
      await standIns.close();
    }
  }

  /** What has come of the laws that were looked at so far. */
  report(): Report {
    const { id, kind } = this.integration.contract;
    return { integration: id, kind, cells: [...this.#cells] };
  }

  async #cell(law: Law, operation: string, standIns: StandIns): Promise<Cell> {
    const cell = { law: law.id, operation };
    const { integration } = this;
    const exemption = this.#description.exempt?.find((known) => known.law === law.id && (known.operations?.includes(operation) ?? true));
    if (exemption !== undefined) return { ...cell, state: 'exempt', reason: exemption.reason };
    const spec = integration.contract.operations[operation];
    const left = law.per === 'operation' && spec !== undefined ? law.leavesOut?.(spec, integration.contract) : undefined;
    if (left !== undefined) return { ...cell, state: 'not applicable', reason: left };
    const trial = new Trial({
      ...{ integration, operation, standIns, description: this.#description, rehearsals: this.#rehearsals },
      ...{ clock: this.#clock, changesNothing: law.changesNothing ?? false, alone: law.alone ?? false },
    });
    try {
      try {
        await within(this.#clock, cellMs, law.check(trial), 'the law did not come to an end');
      } finally {
        await within(this.#clock, cellMs, trial.close(), 'what was made for it was not given back');
      }
      return { ...cell, state: 'holds' };
    } catch (error) {
      const state = error instanceof NotApplicable ? 'not applicable' : 'broken';
      // Node's assertions colour what they compare; the report is a file.
      return { ...cell, state, reason: error instanceof Error ? stripVTControlCharacters(error.message) : inspect(error) };
    }
  }

  #kind(): Promise<Over> {
    return (this.#over ??= this.#findKind());
  }

  async #findKind(): Promise<Over> {
    const standIn = await this.#description.start();
    await standIn.close();
    return standIn.over;
  }
}

/**
 * Holds an integration to all laws for its kind of system.
 *
 * @throws TypeError for a description that does not fit
 */
export async function runLaws(integration: Integration, description: StandInDescription, options: RunLawsOptions = {}): Promise<Report> {
  const run = new LawRun(integration, description, options);
  for (const law of run.laws) await run.check(law);
  return run.report();
}

function unhandledIn(cell: Cell, rejection: unknown): Cell {
  if (cell.state !== 'holds') return cell;
  return { ...cell, state: 'broken', reason: `something was thrown or rejected and nobody handled it: ${inspect(rejection)}` };
}

function checkDescription({ examples, exempt = [] }: StandInDescription, names: readonly string[]): void {
  for (const name of names) if (!Object.hasOwn(examples, name)) throw new TypeError(`There is no example for “${name}”.`);
  for (const { law, operations = [], reason } of exempt) {
    if (!allLaws.some(({ id }) => id === law)) throw new TypeError(`There is no law “${law}” to be exempt from.`);
    const unknown = operations.find((name) => name !== wholeConnection && !names.includes(name));
    if (unknown !== undefined) throw new TypeError(`There is no operation “${unknown}” to be exempt from “${law}”.`);
    if (reason.trim() === '') throw new TypeError(`The exemption from “${law}” gives no reason.`);
  }
}
