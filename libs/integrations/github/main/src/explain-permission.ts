import type { Explanation, FailedAnswer } from '@wiz/integration-kit/main';
import { scopesOf } from './scopes.ts';

/** The longest list of rights that is put into a sentence, in characters. */
const longestList = 200;

const singleSignOn =
  'The organisation wants the token to be authorised for single sign-on. On GitHub, open Settings → Developer settings, and choose “Configure SSO” beside the token.';

/**
 * Why GitHub forbids something, as exactly as its headers say it. Where they do not, as for an archived repository,
 * the sentence stays GitHub's own.
 *
 * @param said GitHub's own words
 */
export function explainPermission({ header }: FailedAnswer, said: string): Explanation {
  if (/re-?run|already running/i.test(said)) return { category: 'conflict' };
  const needsSignOn = /^\s*required\b/i.test(header('x-github-sso') ?? '');
  const message = needsSignOn ? singleSignOn : (scopeReason(header) ?? permissionReason(header, said));
  return { category: 'permission_error', ...(message === undefined ? {} : { message }) };
}

/** A classic token: the header names scopes of which one is enough. */
function scopeReason(header: FailedAnswer['header']): string | undefined {
  const has = scopesOf(header('x-oauth-scopes'));
  const enough = scopesOf(header('x-accepted-oauth-scopes')) ?? [];
  if (has === null || enough.length === 0 || enough.some((scope) => has.includes(scope))) return undefined;
  return `The token lacks a scope for this: ${shortened(enough.join(' or '))}. It has ${shortened(has.join(', ')) || 'none'}. Add the scope to the token on GitHub.`;
}

/** A fine-grained token: `issues=write,contents=read`, or several such sets of which one is enough, with `;` between them. */
function permissionReason(header: FailedAnswer['header'], said: string): string | undefined {
  const sets = (header('x-accepted-github-permissions') ?? '').split(';').flatMap((set) => {
    const rights = [...set.matchAll(/([a-z_]+)=([a-z]+)/g)].map(([, name = '', level = '']) => `${name.replaceAll('_', ' ')} (${level})`);
    return rights.length === 0 ? [] : [rights.join(' and ')];
  });
  // The header comes with every refusal, also one for another reason; then GitHub's words say more.
  if (sets.length === 0 || (said !== '' && !/not accessible/i.test(said))) return undefined;
  return `The token lacks a permission for this: ${shortened(sets.join(', or '))}. Give it that on GitHub, and check that it covers this repository.`;
}

function shortened(list: string): string {
  return list.length > longestList ? `${list.slice(0, longestList)}…` : list;
}
