import type { Session } from 'electron';
import { isAppUrl } from '../protocol/origin.ts';

/** Whether the window may load an address. @param devTools the developer tools' own pages, too */
export function isLoadable(url: string, devTools: boolean): boolean {
  // What a data address may be used for is the page's policy: images.
  return isAppUrl(url) || url.startsWith('data:') || (devTools && url.startsWith('devtools:'));
}

/** Lets a session load our own files and nothing else: no network, no `file:`. */
export function blockForeignRequests(session: Session, devTools: boolean): void {
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !isLoadable(details.url, devTools) });
  });
}
