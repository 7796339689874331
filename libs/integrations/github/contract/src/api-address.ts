import { z } from 'zod';

/** Names of this computer. */
export const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The address that requests go below. Without encryption only on this computer, for the token would be readable on the
 * way; without user name, query and fragment, for they would get lost or into logs.
 */
export function apiAddress(): z.ZodString {
  return z
    .string()
    .trim()
    .max(500, 'it is too long')
    .superRefine((text, context) => {
      const problem = problemOf(text);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
    });
}

function problemOf(text: string): string | undefined {
  let address: URL;
  try {
    address = new URL(text);
  } catch {
    return 'write a whole address, such as https://api.github.com';
  }
  if (address.protocol !== 'https:' && !(address.protocol === 'http:' && loopback.has(address.hostname)))
    return 'it must begin with https://';
  if (address.username !== '' || address.password !== '') return 'leave the user name out; the token goes into its own field';
  if (address.search !== '' || address.hash !== '') return 'leave out what comes after ? and #';
  if (address.hostname === 'github.com' || address.hostname === 'www.github.com')
    return 'this is the website; the API is at https://api.github.com';
  return undefined;
}
