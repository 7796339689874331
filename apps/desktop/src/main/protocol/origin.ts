/** The one origin that the window is served from. */
export const appScheme = 'app';
export const appOrigin = 'app://hub';
export const appUrl = `${appOrigin}/`;

/** Whether an address is of our own origin. Parsed, never compared as text: `app://hub.evil/` begins like ours. */
export function isAppUrl(url: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(url);
    return protocol === `${appScheme}:` && host === 'hub' && username === '' && password === '';
  } catch {
    return false;
  }
}
