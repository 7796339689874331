import type { ReportPreview } from '@wiz/ipc-contract';
import type { ReportWords } from './report-words.ts';

/** Browsers, mail programs and forms all take an address of fewer characters than this. */
const tooLong = 2000;
/** Letters of a title: with the longest address that a contract may name, it leaves room for a text. */
const mostOfTitle = 100;

/**
 * The owner's address with title and text filled in, below 2000 characters: what is too much is cut off the end of the text.
 *
 * @param reports of a contract: https: or mailto:. What else it asks for, such as labels, stays
 */
export function reportAddress(reports: string, { title, body }: Pick<ReportWords, 'title' | 'body'>): string {
  const fill = reports.startsWith('mailto:') ? filledMail : filledPage;
  const letters = Array.from(body.replace(/\p{Surrogate}/gu, '\uFFFD'));
  const clean = Array.from(title.replace(/\p{Surrogate}/gu, '\uFFFD'))
    .slice(0, mostOfTitle)
    .join('');
  let most = letters.length;
  let address = fill(reports, clean, letters.join(''));
  while (address.length >= tooLong && most > 0) {
    // No letter takes more than 12 characters in an address, so this never cuts much too much, and ends.
    most = Math.max(0, most - Math.ceil((address.length - tooLong + 1) / 12));
    address = fill(reports, clean, letters.slice(0, most).join(''));
  }
  return address;
}

/** What is shown of an owner's address: where it leads, without what is filled in. */
export function reportPlace(reports: string): Pick<NonNullable<ReportPreview['to']>, 'by' | 'place'> {
  const url = new URL(reports);
  return url.protocol === 'mailto:'
    ? { by: 'mail', place: decodeURIComponent(url.pathname) }
    : { by: 'page', place: `${url.host}${url.pathname}`.replace(/\/$/, '') };
}

function filledPage(reports: string, title: string, body: string): string {
  const url = new URL(reports);
  url.searchParams.set('title', title);
  url.searchParams.set('body', body);
  // Every form understands %20; not every one understands the plus sign. A plus that is meant is %2B here.
  url.search = url.searchParams.toString().replaceAll('+', '%20');
  return url.href;
}

/** By RFC 6068: spaces as %20, line ends as %0D%0A, and each field once. */
function filledMail(reports: string, title: string, body: string): string {
  const [to = '', fields = ''] = reports.split('#', 1).join('').split('?', 2);
  const kept = fields.split('&').filter((field) => field !== '' && !/^(subject|body)=/i.test(field));
  const ours = [`subject=${encoded(title)}`, `body=${encoded(body.replaceAll(/\r?\n/g, '\r\n'))}`];
  return `${to}?${[...kept, ...ours].join('&')}`;
}

/** Also what `encodeURIComponent` lets stand although mail programs and terminals take it for more. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}
