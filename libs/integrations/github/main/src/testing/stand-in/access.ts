import type { StandInAnswer, StandInToken } from './options.ts';

/** What a token needs for one route. */
export interface Need {
  /** Of a classic token one of these; none for what is public. */
  readonly scopes: readonly string[];
  /** Of a fine-grained token: `issues=write`. Undefined where every token may. */
  readonly permission?: string;
  /** GitHub does not offer it to fine-grained tokens. */
  readonly classicOnly?: boolean;
}

const defaultScopes = ['repo', 'notifications', 'workflow'];

/** Undefined for a fine-grained token, of which GitHub names none. */
export function scopesOf({ permissions, scopes = defaultScopes }: StandInToken): readonly string[] | undefined {
  return permissions === undefined ? scopes : undefined;
}

/** The headers in which GitHub says what a token has and what would have been enough. */
export function accessHeaders(token: StandInToken, need: Need): Readonly<Record<string, string>> {
  const scopes = scopesOf(token);
  return {
    ...(scopes === undefined ? {} : { 'x-oauth-scopes': scopes.join(', '), 'x-accepted-oauth-scopes': need.scopes.join(', ') }),
    ...(need.permission === undefined ? {} : { 'x-accepted-github-permissions': need.permission }),
  };
}

/** GitHub's refusal when the token may not, else undefined. */
export function refusal(token: StandInToken, need: Need): StandInAnswer | undefined {
  const scopes = scopesOf(token);
  if (scopes !== undefined) {
    if (need.scopes.length === 0 || need.scopes.some((scope) => scopes.includes(scope))) return undefined;
    return forbidden(`Your token has not been granted the required scopes to execute this request.`);
  }
  if (need.classicOnly === true) return forbidden('Resource not accessible by personal access token');
  const [name = '', level] = need.permission?.split('=') ?? [];
  const given = token.permissions?.[name];
  const may = need.permission === undefined || given === 'write' || (given === 'read' && level === 'read');
  return may ? undefined : forbidden('Resource not accessible by personal access token');
}

/** A private repository is not there for a classic token without the scope `repo`. */
export function seesPrivate(token: StandInToken): boolean {
  return scopesOf(token)?.includes('repo') ?? true;
}

function forbidden(message: string): StandInAnswer {
  return { status: 403, body: { message, documentation_url: 'https://docs.github.com/rest' } };
}
