import type { AnyContract, AnyOperation, Kind } from '@wiz/integration-kit/contract';
import type { Trial } from './trial.ts';
import type { Over } from './stand-in.ts';

/** The column of laws that concern a connection as a whole. */
export const wholeConnection = '(connection)';

interface AnyLaw {
  /** Kebab-case; what reports and exemptions call it. */
  readonly id: string;
  /** One sentence: what holds. */
  readonly says: string;
  /** The systems that it can be looked at for. */
  readonly over: readonly Over[];
  /** Whether the stand-in stays as it is, so that all cells may share one. @default false; cells of a read share one anyway */
  readonly changesNothing?: boolean;
  /** Whether every cell has a stand-in of its own, since it does something to it. @default false */
  readonly alone?: boolean;
  /** Only for contracts of these kinds. @default all */
  readonly kinds?: readonly Kind[];
  /** Cells that may be looked at side by side. @default 16 */
  readonly sideBySide?: number;
  /**
   * Brings it about and looks.
   * @throws an error of any kind, with what does not hold, when the law is broken; `NotApplicable` where there is nothing to look at
   */
  readonly check: (trial: Trial) => Promise<void>;
}

/** A law with one cell for each operation. */
export interface OperationLaw extends AnyLaw {
  readonly per: 'operation';
  /** Why it says nothing of an operation; undefined where it does. @default it is for every operation */
  readonly leavesOut?: (operation: AnyOperation, contract: AnyContract) => string | undefined;
}

/** A law with one cell for the whole connection. */
export interface ConnectionLaw extends AnyLaw {
  readonly per: 'connection';
}

/** Something that holds for every integration. Plain data in one list, `laws`; one file for a group of them. */
export type Law = OperationLaw | ConnectionLaw;

/** Thrown by a law where there is nothing to look at: the cell is “not applicable”, with this reason. */
export class NotApplicable extends Error {
  override readonly name = 'NotApplicable';
}

/** Whether the pipeline may repeat it by itself although nobody knows whether it was done. */
export function isRepeatable({ effect, idempotencyKey }: AnyOperation): boolean {
  return effect === 'read' || effect === 'idempotent' || (effect === 'write' && idempotencyKey);
}
