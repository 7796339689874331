import { IntegrationError } from '@wiz/core';
import type { LookupFunction } from 'node:net';
import { isInside, isNumber, isOffLimits } from './host-kind.ts';

/**
 * Judges where a host leads, after its name was looked up and before anything connects. The host that the user typed may
 * lie anywhere but at a number that is off limits; one that somebody else named may not lie inside either.
 *
 * @param addresses all that were found: one that is refused refuses the host, for any of them may be the one that answers
 * @throws IntegrationError `configuration_error`, outcome `none`
 */
export function checkAddresses(hostname: string, addresses: readonly string[], isForeign: boolean): void {
  const refused = addresses.find((address) => isOffLimits(address) || (isForeign && isInside(address)));
  if (refused === undefined) return;
  const found = isNumber(hostname) ? hostname : `${hostname} (${refused})`;
  throw new IntegrationError(
    'configuration_error',
    isForeign
      ? `Unsafe redirect: ${found} lies inside your own computer or network. It was not followed. Check the address.`
      : `No service may be called at ${found}. Check the address.`,
    { outcome: 'none' },
  );
}

/** Judges a host that is given by its number; a name still has to be looked up. @throws IntegrationError as `checkAddresses` */
export function checkNumber(hostname: string, isForeign: boolean): void {
  if (isNumber(hostname)) checkAddresses(hostname, [hostname], isForeign);
}

/** A look-up that finds only what may be called. Node connects to what it finds and asks no second time. */
export function checkedLookup(lookup: LookupFunction, isForeign: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, found, family) => {
      if (error !== null) {
        callback(error, found, family);
        return;
      }
      try {
        checkAddresses(hostname, typeof found === 'string' ? [found] : found.map(({ address }) => address), isForeign);
      } catch (refused) {
        callback(refused as NodeJS.ErrnoException, '');
        return;
      }
      callback(null, found, family);
    });
  };
}
