import { IntegrationError, isIntegrationError } from '@wiz/core';
import type { CallScope, Identity } from '@wiz/integration-kit/main';
import { readAccount } from './account.ts';
import type { GithubClient } from './client.ts';

/** Either of them lets a classic token see repositories; the second one only public ones. */
const reposScopes = ['repo', 'public_repo'];

/**
 * Proves that the address is GitHub's API, that the token is valid and that it reaches repositories. What a fine-grained
 * token may do GitHub does not tell; there the operations say what is missing.
 *
 * @returns the account by GitHub's number, which stays when the login changes
 */
export async function verifyToken(client: GithubClient, scope: CallScope): Promise<Identity> {
  const { id, login, scopes } = await readAccount(client, scope).catch((error: unknown) => {
    if (!isIntegrationError(error) || error.category !== 'not_found') throw error;
    throw new IntegrationError(
      'configuration_error',
      'There is no GitHub API at this address. For GitHub Enterprise Server it ends with /api/v3; for github.com it is https://api.github.com.',
      { statusCode: error.statusCode, cause: error },
    );
  });
  if (scopes !== null && !scopes.some((name) => reposScopes.includes(name))) {
    const has = scopes.length === 0 ? 'It has no scope at all' : `It only has ${scopes.join(', ')}`;
    throw new IntegrationError(
      'permission_error',
      `The token of ${login} does not reach repositories: it lacks the scope repo. ${has}. Add repo on GitHub, or public_repo for public ones only.`,
    );
  }
  const isPublic = client.host === 'api.github.com';
  return {
    account: `${client.host}:${String(id)}`,
    label: isPublic ? login : `${login} on ${client.host}`,
    ...(scopes === null ? {} : { grants: scopes }),
  };
}
