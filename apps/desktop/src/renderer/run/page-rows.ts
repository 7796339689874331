import type { AnyOperation } from '@wiz/integration-kit/contract';

/** The rows of an answer that is shown as a table; none of any other. */
export function pageRows({ view, chunk }: Pick<AnyOperation, 'view' | 'chunk'>, data: unknown): readonly unknown[] {
  if (chunk !== undefined || view.as !== 'table' || typeof data !== 'object' || data === null) return [];
  const items: unknown = (data as Readonly<Record<string, unknown>>)[view.items];
  return Array.isArray(items) ? items : [];
}
