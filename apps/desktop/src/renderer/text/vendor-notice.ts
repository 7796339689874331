import type { VendorNotice } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { formatDay } from './format.ts';

/**
 * What a system announces of the end of something that is used of it, and what to do about it: two sentences.
 *
 * @param now milliseconds since 1970
 */
export function vendorNoticeWords({ kind, at, operation }: VendorNotice, contract: AnyContract, now: number): string {
  const { name, owner } = contract;
  const title = Object.hasOwn(contract.operations, operation) ? contract.operations[operation]?.title : undefined;
  const what = title === undefined ? 'what this connection uses' : `what “${title}” uses`;
  const tell = `Tell the owner, ${owner}`;
  const inTime = `${tell}, so that it is changed in time.`;
  if (kind === 'sunset')
    return at !== null && at > now
      ? `${name} will switch off ${what} on ${formatDay(at)}. ${inTime}`
      : `${name} was to switch off ${what}${at === null ? '' : ` on ${formatDay(at)}`}; it may stop working at any moment. ${tell}.`;
  return at !== null && at > now
    ? `${name} advises against ${what} from ${formatDay(at)} on. ${inTime}`
    : `${name} advises against ${what}${at === null ? '' : ` since ${formatDay(at)}`} and may switch it off later. ${inTime}`;
}
