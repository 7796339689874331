import type { SecretRequest } from '@wiz/integration-kit/contract';
import { loopback } from './api-address.ts';

/**
 * How GitHub's own command line, gh, is asked for the token of the server at an API address. It calls a server by the
 * name of its website.
 *
 * @returns undefined where it cannot have a login: it knows servers by name alone, so another port may be somebody else's;
 * on this computer all of them are the person's own
 */
export function ghLogin(baseUrl: string): SecretRequest | undefined {
  const { hostname, port } = new URL(baseUrl);
  if (port !== '' && !loopback.has(hostname)) return undefined;
  const isVendors = hostname === 'api.github.com' || /^api\.[^.]+\.ghe\.com$/.test(hostname);
  const place = isVendors ? hostname.slice('api.'.length) : hostname;
  return { args: ['auth', 'token', '--hostname', place], place, signIn: `gh auth login --hostname ${place}` };
}
