import { checkAddresses, checkNumber, isNumber, type TransportRequest } from '@wiz/integration-kit/main';
import type { NetSession } from './electron-net.ts';

/**
 * Judges where a request would go: looks its host up in the session that it is to go through, as Chromium will do once
 * more by itself. Electron has no way to say which of the numbers to connect to, so a name whose numbers change in between
 * is held by its certificate alone; see decision 12. What goes through a proxy is looked up by the proxy.
 *
 * @throws IntegrationError `configuration_error` for what may not be called; else what Chromium says of the look-up
 */
export async function checkHost(
  session: Pick<NetSession, 'resolveProxy' | 'resolveHost'>,
  { url, isForeign = false }: Pick<TransportRequest, 'url' | 'isForeign'>,
): Promise<void> {
  const { hostname } = new URL(url);
  checkNumber(hostname, isForeign);
  if (isNumber(hostname) || (await session.resolveProxy(url)) !== 'DIRECT') return;
  const { endpoints } = await session.resolveHost(hostname);
  checkAddresses(
    hostname,
    endpoints.map(({ address }) => address),
    isForeign,
  );
}
