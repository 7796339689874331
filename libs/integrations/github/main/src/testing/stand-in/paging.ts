import type { Route } from './routes.ts';
import type { StandInAnswer } from './options.ts';

/**
 * One page of an answer, with GitHub's Link header for the others.
 *
 * @param address of the request, without its query
 */
export function pageOf(answer: StandInAnswer, paged: NonNullable<Route['paged']>, query: URLSearchParams, address: string): StandInAnswer {
  const { most, rowsIn } = paged;
  const whole = answer.body as Readonly<Record<string, unknown>>;
  const rows = (rowsIn === undefined ? answer.body : whole[rowsIn]) as readonly unknown[];
  const size = Math.min(most, number(query.get('per_page'), 30));
  const page = number(query.get('page'), 1);
  const last = Math.max(1, Math.ceil(rows.length / size));
  const shown = rows.slice((page - 1) * size, page * size);
  const link = (to: number, relation: string) => {
    const there = new URLSearchParams(query);
    there.set('page', String(to));
    return `<${address}?${there.toString()}>; rel="${relation}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev'), link(1, 'first')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
  ];
  return {
    ...answer,
    body: rowsIn === undefined ? shown : { ...whole, [rowsIn]: shown },
    headers: { ...answer.headers, ...(links.length === 0 ? {} : { link: links.join(', ') }) },
  };
}

function number(text: string | null, otherwise: number): number {
  return text !== null && /^[1-9]\d*$/.test(text) ? Number(text) : otherwise;
}
