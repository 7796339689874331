import { parseHttpDate } from '@wiz/core';
import { parseLink } from './link-header.ts';
import type { TransportResponse } from './transport.ts';

/** What a vendor says of the end of something that was just used. */
export interface ApiNotice {
  /** `deprecation`: it should not be used any more. `sunset`: it will not answer any more. */
  readonly kind: 'deprecation' | 'sunset';
  /** From when on, in milliseconds since 1970, past or future; null where that is not said. */
  readonly at: number | null;
  /** A page of the vendor about it, `https:`; null for none. */
  readonly link: string | null;
}

/** Longer addresses are none that a person would open. */
const longestLink = 2048;
/** A structured date, RFC 9651 §3.3.7; parameters say nothing that is known. */
const structuredDate = /^@(-?\d{1,12})(?:;.*)?$/;

/**
 * What an answer says in `Deprecation` and `Sunset`, with the page that a Link header gives for it. A value that cannot be
 * read counts as not said; `true`, as an early draft had it, as deprecated without a date.
 *
 * @param url where the answer came from
 * @param now milliseconds since 1970
 * @see RFC 9745 for `Deprecation`, RFC 8594 for `Sunset`
 */
export function readApiNotices(header: TransportResponse['header'], url: string, now: number): readonly ApiNotice[] {
  const [deprecation, sunset] = [deprecationAt(header('deprecation')?.trim(), now), momentOf(header('sunset')?.trim(), now)];
  if (deprecation === undefined && sunset === undefined) return [];
  const links = parseLink(header('link'));
  // Of one page that is about the end of it, most say that it is about the other end too.
  const page = (...relations: readonly string[]): string | null =>
    relations.map((relation) => secureAddress(links[relation], url)).find((address) => address !== null) ?? null;
  return [
    ...(sunset === undefined ? [] : [{ kind: 'sunset', at: sunset, link: page('sunset', 'deprecation') } as const]),
    ...(deprecation === undefined ? [] : [{ kind: 'deprecation', at: deprecation, link: page('deprecation', 'sunset') } as const]),
  ];
}

function deprecationAt(text: string | undefined, now: number): number | null | undefined {
  const seconds = structuredDate.exec(text ?? '')?.[1];
  if (seconds !== undefined) return Number(seconds) * 1000;
  return text === 'true' || text === '?1' ? null : momentOf(text, now);
}

/** RFC 9745 itself writes `UTC` in an example, where HTTP has `GMT` only. */
function momentOf(text: string | undefined, now: number): number | undefined {
  return parseHttpDate(text?.replace(/ UTC$/, ' GMT'), now);
}

function secureAddress(text: string | undefined, from: string): string | null {
  if (text === undefined || text.length > longestLink) return null;
  try {
    const { protocol, username, password, href } = new URL(text, from);
    return protocol === 'https:' && username === '' && password === '' ? href : null;
  } catch {
    return null;
  }
}
