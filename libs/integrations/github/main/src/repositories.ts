import type { CallScope } from '@wiz/integration-kit/main';
import { z } from 'zod';
import { repositoryPath } from './client.ts';
import type { GithubHandlers } from './handlers.ts';
import { toRepository, toRepositoryDetails, WireRepository, WireRepositoryDetails } from './repository-mapping.ts';
import { readAnswer, readRows } from './wire.ts';

const WireFinds = z.object({ total_count: z.number().int().min(0), incomplete_results: z.boolean(), items: z.unknown() });

export const repositoryHandlers = {
  async listRepositories({ cursor }, { client, ...scope }) {
    const { json, nextCursor } = await client.page(scope, { path: '/user/repos', query: { sort: 'pushed', direction: 'desc' } }, cursor);
    return { ...readRows(WireRepository, json, toRepository), nextCursor };
  },

  async getRepository({ repository }, { client, ...scope }) {
    const { json } = await client.request(scope, { path: repositoryPath(repository) });
    return toRepositoryDetails(readAnswer(WireRepositoryDetails, json));
  },

  async searchRepositories({ query, cursor }, { client, ...scope }) {
    const { json, nextCursor } = await client.page(ownBudget(scope), { path: '/search/repositories', query: { q: query } }, cursor);
    const { items, total_count: total, incomplete_results: incomplete } = readAnswer(WireFinds, json);
    return { ...readRows(WireRepository, items, toRepository), nextCursor, total, incomplete };
  },
} satisfies Partial<GithubHandlers>;

/**
 * What GitHub says remains after a search is its budget for searches, 30 a minute, and says nothing of the connection's:
 * taken for it, one search would hold back everything else. The operation's `cost` keeps within it instead.
 */
function ownBudget(scope: CallScope): CallScope {
  return { ...scope, rate: { pause: (ms) => scope.rate.pause(ms), observe: () => undefined } };
}
