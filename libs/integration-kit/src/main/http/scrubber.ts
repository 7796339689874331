import { redact } from '@wiz/core';

/** A shorter one is no secret, and would be found in every other word. */
const shortestSecret = 6;

/**
 * Makes the function that takes secrets out of a vendor's text before it is shown: those that `redact` knows by their
 * looks, and those that went out with the request, in case the vendor sends them back.
 *
 * @param credentials the headers that were sent
 */
export function scrubber(credentials: Readonly<Record<string, string>>): (text: string) => string {
  return (text) => {
    const secrets = Object.values(credentials)
      .flatMap((value) => [value, ...value.split(/\s+/)])
      .filter(({ length }) => length >= shortestSecret)
      .sort((a, b) => b.length - a.length);
    return redact(secrets.reduce((left, secret) => left.replaceAll(secret, '[redacted]'), text));
  };
}
