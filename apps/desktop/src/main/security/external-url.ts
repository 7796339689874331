import { IntegrationError, type Clock } from '@wiz/core';

/** At most this many addresses are opened within `openWindowMs` milliseconds: no page can flood the desktop with browser windows. */
const openLimit = 5;
const openWindowMs = 10_000;

/**
 * The address, written anew, if it is one that may be handed to the operating system: https, or mailto.
 * @throws {IntegrationError} `permission_error` for any other
 */
export function externalUrl(raw: string): string {
  const refused = new IntegrationError('permission_error', 'This address is not opened: only web pages (https) and e-mail addresses are.');
  if (raw.length > 2048) throw refused;
  let url: URL;
  try {
    url = new URL(raw);
  } catch {
    throw refused;
  }
  const isWeb = url.protocol === 'https:' && url.host !== '' && url.username === '' && url.password === '';
  if (!isWeb && url.protocol !== 'mailto:') throw refused;
  return url.href;
}

/** Opens addresses in the user's browser, within the rule above and not too many at once. */
export function externalOpener(clock: Clock, open: (url: string) => Promise<void>): (raw: string) => Promise<void> {
  let recent: readonly number[] = [];
  return async (raw) => {
    const url = externalUrl(raw);
    const now = clock.now();
    recent = recent.filter((moment) => now - moment < openWindowMs);
    if (recent.length >= openLimit)
      throw new IntegrationError('overloaded', 'Too many pages were opened at once. Try again in a few seconds.');
    recent = [...recent, now];
    await open(url);
  };
}
