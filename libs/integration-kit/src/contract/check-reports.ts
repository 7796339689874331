/** An owner's address leaves room for what is filled in, within what browsers and mail programs take. */
const longest = 500;

/**
 * @throws TypeError for an address of the owner that is neither a web page (https, without a login in it) nor an e-mail
 *   address (mailto, with somebody to write to)
 */
export function checkReports(contract: string, reports: string | undefined): void {
  if (reports === undefined) return;
  const url = reports.length <= longest ? parsed(reports) : undefined;
  const isPage = url?.protocol === 'https:' && url.username === '' && url.password === '';
  const isMail = url?.protocol === 'mailto:' && url.pathname.includes('@');
  if (!isPage && !isMail)
    throw new TypeError(
      `The address for reports of "${contract}" must be https:// or mailto: with at most ${String(longest)} characters, got "${reports}".`,
    );
}

function parsed(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}
