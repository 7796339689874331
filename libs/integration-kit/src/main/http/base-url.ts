import { IntegrationError } from '@wiz/core';
import { badPorts } from './bad-ports.ts';
import { isLoopback } from './host-kind.ts';

/** The address that a connection was set up with. */
export interface BaseUrl {
  readonly origin: string;
  /** The path without the slash at its end: '' or "/api/v3". */
  readonly prefix: string;
}

/**
 * Reads a connection's address. It is what a person typed, so each refusal says what is wrong with it.
 *
 * @throws IntegrationError `configuration_error` for what is no address, holds user, password, query or fragment, has a
 * port of another protocol, or would send credentials in the clear: only this computer itself may be reached by `http`
 */
export function parseBaseUrl(text: string, service: string): BaseUrl {
  const refuse = (problem: string): never => {
    throw new IntegrationError('configuration_error', `The address of ${service} ${problem}`);
  };
  const url = parsed(text);
  if (url === undefined) return refuse('cannot be read. Write it as https://host.example.');
  if (url.username !== '' || url.password !== '')
    return refuse('holds a user name or password. Take them out and use the fields for them.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse('must begin with https://.');
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return refuse('begins with http://, so others could read your credentials on the way. Use https://.');
  if (url.search !== '' || url.hash !== '') return refuse('may not contain “?” or “#”. Leave out what follows it.');
  if (hasBadPort(url)) return refuse(`has the port ${url.port}, which is not allowed because it belongs to another protocol. Check it.`);
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, '') };
}

/** Whether the address has a port that no request may go to. */
export function hasBadPort(url: URL): boolean {
  return url.port !== '' && badPorts.has(Number(url.port));
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
