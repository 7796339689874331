import { IntegrationError } from '@wiz/core';
import { parseLink } from '@wiz/integration-kit/main';

/** What of a next page's address says where it begins. The rest repeats the question, which is asked in our own words. */
const places = { page: /^[1-9]\d{0,8}$/, after: /^[\w=+/:.~-]{1,500}$/ } as const;

type Place = Readonly<Partial<Record<keyof typeof places, string>>>;

/**
 * Where the next page begins, as GitHub's Link header says it, in a form that the window hands back; null at the end.
 * Only the place is kept, not the address, so that no answer decides where a later request goes. GitHub names a page,
 * or for long lists of issues a place after which to go on.
 *
 * @throws IntegrationError `protocol_error` when there is a next page without a place: to stop there would look like the end
 * @see https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
export function nextCursor(link: string | null): string | null {
  const { next } = parseLink(link);
  if (next === undefined) return null;
  const query = new URLSearchParams(next.slice(next.indexOf('?') + 1));
  const place = new URLSearchParams();
  for (const [name, shape] of Object.entries(places)) {
    const value = query.get(name);
    if (value !== null && shape.test(value)) place.set(name, value);
  }
  if (place.toString() === '') throw new IntegrationError('protocol_error', 'GitHub has more to show, but does not say how to get there.');
  return Buffer.from(place.toString()).toString('base64url');
}

/**
 * The place that a cursor stands for, as a query.
 *
 * @throws IntegrationError `validation_error` for what `nextCursor` did not make
 */
export function placeOf(cursor: string | undefined): Place {
  if (cursor === undefined) return {};
  const query = [...new URLSearchParams(Buffer.from(cursor, 'base64url').toString())];
  const isPlace = ([name, value]: readonly [string, string]) => Object.hasOwn(places, name) && places[name as keyof Place].test(value);
  if (query.length === 0 || !query.every(isPlace))
    throw new IntegrationError('validation_error', 'This list cannot be continued from there. Show it from its beginning.', {
      fields: { cursor: 'it comes from another list' },
    });
  return Object.fromEntries(query);
}
