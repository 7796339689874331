import type { VendorNotice } from '@wiz/engine/types';
import { contractOf } from '@wiz/ipc-contract';
import { describe, expect, it } from 'vitest';
import { vendorNoticeWords } from './vendor-notice.ts';

const now = new Date(2026, 10, 28).getTime();
const [past, future] = [new Date(2026, 2, 1, 12).getTime(), new Date(2027, 2, 1, 12).getTime()];
const contract = contractOf('github');

function words(notice: Partial<VendorNotice>): string | undefined {
  return contract && vendorNoticeWords({ kind: 'sunset', at: future, link: null, operation: 'listIssues', ...notice }, contract, now);
}

describe('vendorNoticeWords', () => {
  it('says what ends, when, and whom to tell', () => {
    const title = contract?.operations['listIssues']?.title ?? '';
    expect(words({})).toBe(
      `GitHub will switch off what “${title}” uses on 1 March 2027. Tell the owner, ${contract?.owner ?? ''}, so that it is changed in time.`,
    );
  });

  it.each([
    [
      'sunset',
      past,
      /^GitHub was to switch off what “.+” uses on 1 March 2026; it may stop working at any moment\. Tell the owner, @.+\.$/,
    ],
    ['sunset', now, /^GitHub was to switch off .+ on 28 November 2026;/],
    ['deprecation', future, /^GitHub advises against what “.+” uses from 1 March 2027 on\. Tell the owner/],
    ['deprecation', past, /^GitHub advises against what “.+” uses since 1 March 2026 and may switch it off later\. Tell the owner/],
    ['deprecation', null, /^GitHub advises against what “.+” uses and may switch it off later\. Tell the owner/],
  ] as const)('has its own words for a %s at %s', (kind, at, expected) => {
    expect(words({ kind, at })).toMatch(expected);
  });

  it.each(['verify', 'toString'])('does not name %s, which is no operation', (operation) => {
    expect(words({ operation })).toMatch(/^GitHub will switch off what this connection uses on/);
  });
});
