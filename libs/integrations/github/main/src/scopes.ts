/**
 * The scopes that a header names, such as `repo, notifications`; null when it is missing, as for fine-grained tokens.
 *
 * @see https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
 */
export function scopesOf(header: string | null): readonly string[] | null {
  if (header === null) return null;
  return header
    .split(',')
    .map((scope) => scope.trim())
    .filter((scope) => scope !== '');
}
