import { repositoryPath } from './client.ts';
import type { GithubHandlers } from './handlers.ts';
import { toPull, toPullDetails, toPullFile, WirePull, WirePullDetails, WirePullFile } from './pull-mapping.ts';
import { readAnswer, readRows } from './wire.ts';

export const pullHandlers = {
  async listPulls({ repository, state, cursor }, { client, ...scope }) {
    const query = { state, sort: 'updated', direction: 'desc' };
    const { json, nextCursor } = await client.page(scope, { path: repositoryPath(repository, 'pulls'), query }, cursor);
    return { ...readRows(WirePull, json, (wire) => toPull(repository, wire)), nextCursor };
  },

  async getPull({ repository, number }, { client, ...scope }) {
    const { json } = await client.request(scope, { path: repositoryPath(repository, 'pulls', number) });
    return toPullDetails(repository, readAnswer(WirePullDetails, json));
  },

  async listPullFiles({ repository, number, cursor }, { client, ...scope }) {
    const { json, nextCursor } = await client.page(scope, { path: repositoryPath(repository, 'pulls', number, 'files') }, cursor);
    return { ...readRows(WirePullFile, json, toPullFile), nextCursor };
  },
} satisfies Partial<GithubHandlers>;
