import type { Account } from '@wiz/contract-github';
import type { CallScope } from '@wiz/integration-kit/main';
import { z } from 'zod';
import type { GithubClient } from './client.ts';
import type { GithubHandlers } from './handlers.ts';
import { scopesOf } from './scopes.ts';
import { readAnswer, webPage } from './wire.ts';

const WireAccount = z.object({ login: z.string(), id: z.number().int().min(1), name: z.string().nullish(), html_url: webPage });

/** Whose token it is, as GitHub says it. */
export async function readAccount(client: GithubClient, scope: CallScope): Promise<Account> {
  const answer = await client.request(scope, { path: '/user' });
  const { login, id, name, html_url: url } = readAnswer(WireAccount, answer.json);
  const scopes = scopesOf(answer.header('x-oauth-scopes'));
  return { login, name: name ?? null, id, scopes: scopes === null ? null : [...scopes], url };
}

export const accountHandlers = {
  account: (_input, { client, ...scope }) => readAccount(client, scope),
} satisfies Partial<GithubHandlers>;
