import type { IssueDetails } from '@wiz/contract-github';
import type { CallScope } from '@wiz/integration-kit/main';
import { repositoryPath, type GithubClient } from './client.ts';
import type { GithubHandlers } from './handlers.ts';
import { toComment, toIssueDetails, toListedIssue, WireComment, WireIssue, WireIssueDetails } from './issue-mapping.ts';
import { labelNames, labels as WireLabels, readAnswer, readRows } from './wire.ts';

export const issueHandlers = {
  async listIssues({ repository, state, labels, cursor }, { client, ...scope }) {
    const query = {
      state,
      sort: 'updated',
      direction: 'desc',
      labels: labels === undefined || labels.length === 0 ? undefined : labels.join(','),
    };
    const { json, nextCursor } = await client.page(scope, { path: repositoryPath(repository, 'issues'), query }, cursor);
    return { ...readRows(WireIssue, json, (wire) => toListedIssue(repository, wire)), nextCursor };
  },

  async getIssue({ repository, number }, { client, ...scope }) {
    const { json } = await client.request(scope, { path: repositoryPath(repository, 'issues', number) });
    return toIssueDetails(repository, readAnswer(WireIssueDetails, json));
  },

  async listIssueComments({ repository, number, cursor }, { client, ...scope }) {
    const { json, nextCursor } = await client.page(scope, { path: repositoryPath(repository, 'issues', number, 'comments') }, cursor);
    return { ...readRows(WireComment, json, toComment), nextCursor };
  },

  async createIssue({ repository, title, body, labels }, { client, ...scope }) {
    const { json } = await client.request(scope, {
      method: 'POST',
      path: repositoryPath(repository, 'issues'),
      json: { title, body, labels },
    });
    return toIssueDetails(repository, readAnswer(WireIssueDetails, json));
  },

  async commentIssue({ repository, number, text }, { client, ...scope }) {
    const { json } = await client.request(scope, {
      method: 'POST',
      path: repositoryPath(repository, 'issues', number, 'comments'),
      json: { body: text },
    });
    return toComment(readAnswer(WireComment, json));
  },

  closeIssue: ({ repository, number, reason }, { client, ...scope }) =>
    update(client, scope, repository, number, { state: 'closed', state_reason: reason }),

  reopenIssue: ({ repository, number }, { client, ...scope }) => update(client, scope, repository, number, { state: 'open' }),

  async labelIssue({ repository, number, labels, replace }, { client, ...scope }) {
    const { json } = await client.request(scope, {
      method: replace ? 'PUT' : 'POST',
      path: repositoryPath(repository, 'issues', number, 'labels'),
      json: { labels },
    });
    return { repository, number, labels: labelNames(readAnswer(WireLabels, json)) };
  },
} satisfies Partial<GithubHandlers>;

async function update(
  client: GithubClient,
  scope: CallScope,
  repository: string,
  number: number,
  changes: Readonly<Record<string, string>>,
): Promise<IssueDetails> {
  const path = repositoryPath(repository, 'issues', number);
  const { json } = await client.request(scope, { method: 'PATCH', path, json: changes });
  return toIssueDetails(repository, readAnswer(WireIssueDetails, json));
}
