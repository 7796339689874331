import { hintsOf, zodOf, type AnyOperation, type Picker } from '@wiz/integration-kit/contract';
import assert from 'node:assert/strict';
import { z } from 'zod';
import { NotApplicable, type Law } from '../law.ts';
import type { Trial } from '../trial.ts';

/** A stand-in has fewer pages than this. */
const mostPages = 50;

/** What holds for lists and for what is chosen from them. */
export const tableLaws: readonly Law[] = [
  {
    id: 'pages-end',
    says: 'Following the next page again and again comes to an end, without any page twice.',
    over: ['http', 'tcp', 'folder'],
    per: 'operation',
    leavesOut: (operation) =>
      'cursor' in shapeOf(operation) && 'nextCursor' in shapeOf(operation, 'output') ? undefined : 'It has no pages.',
    check: async (trial: Trial): Promise<void> => {
      const { world } = await trial.connected();
      const seen = new Set<string>();
      let cursor: string | undefined;
      do {
        const input = { ...asRecord(world.example(trial.operation)), ...(cursor === undefined ? {} : { cursor }) };
        const next = asRecord((await world.run(trial.operation, { input })).data)['nextCursor'];
        assert.ok(typeof next === 'string' || next === null, 'the next page is neither a cursor nor null');
        cursor = next ?? undefined;
        assert.ok(cursor === undefined || !seen.has(cursor), 'it leads to a page that was there already');
        if (cursor !== undefined) seen.add(cursor);
        assert.ok(seen.size < mostPages, `there are more than ${String(mostPages)} pages`);
      } while (cursor !== undefined);
    },
  },
  {
    id: 'choices-are-accepted',
    says: 'What is chosen from the list that a field names is accepted by that field.',
    over: ['http', 'tcp', 'folder'],
    per: 'operation',
    leavesOut: (operation) => (pickersOf(operation).length > 0 ? undefined : 'Nothing of it is chosen from a list.'),
    check: async (trial: Trial): Promise<void> => {
      const { world } = await trial.connected();
      const example = asRecord(world.example(trial.operation));
      let looked = false;
      for (const [name, picker] of pickersOf(trial.spec)) {
        const given = Object.fromEntries((picker.given ?? []).map((field) => [field, example[field]]));
        const input = { ...asRecord(world.example(picker.operation)), ...given };
        const { data } = await world.run(picker.operation, { input });
        for (const row of rowsOf(trial.contract.operations[picker.operation], data)) {
          const value = row[picker.value];
          const result = zodOf(trial.spec.input).safeParse({ ...example, [name]: value });
          assert.ok(
            result.success,
            `“${name}” does not take ${JSON.stringify(value)} of ${picker.operation}: ${result.error?.message ?? ''}`,
          );
          assert.equal(typeof row[picker.label], 'string', `the rows of ${picker.operation} have nothing to show for “${name}”`);
          looked = true;
        }
      }
      if (!looked) throw new NotApplicable('The stand-in’s lists are empty.');
    },
  },
];

function pickersOf(operation: AnyOperation): readonly (readonly [name: string, picker: Picker])[] {
  return Object.entries(shapeOf(operation)).flatMap(([name, schema]) => {
    const picker = schema instanceof z.ZodType ? hintsOf(schema)?.picker : undefined;
    return picker === undefined ? [] : [[name, picker] as const];
  });
}

function rowsOf(operation: AnyOperation | undefined, data: unknown): readonly Readonly<Record<string, unknown>>[] {
  const rows = operation?.view.as === 'table' ? asRecord(data)[operation.view.items] : undefined;
  return Array.isArray(rows) ? rows.map(asRecord) : [];
}

function shapeOf(operation: AnyOperation, side: 'input' | 'output' = 'input'): Readonly<Record<string, unknown>> {
  const schema = zodOf(operation[side]);
  return schema instanceof z.ZodObject ? schema.shape : {};
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
