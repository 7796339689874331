import type { AnyOperation } from '@wiz/integration-kit/contract';
import { zodOf } from '@wiz/integration-kit/contract';
import { z } from 'zod';

export interface Paging {
  /** The input field that takes the next page's mark. The window fills it in, so forms leave it out. */
  readonly cursor: string;
  /** The output field that gives it, null after the last page. */
  readonly next: string;
}

/** Paged operations take `cursor` and answer `nextCursor`, everywhere. */
export function pagingOf(operation: AnyOperation): Paging | undefined {
  const [input, output] = [zodOf(operation.input), zodOf(operation.output)];
  const paged = input instanceof z.ZodObject && output instanceof z.ZodObject && 'cursor' in input.shape && 'nextCursor' in output.shape;
  return paged ? { cursor: 'cursor', next: 'nextCursor' } : undefined;
}
