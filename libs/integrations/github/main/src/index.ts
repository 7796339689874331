import { github } from '@wiz/contract-github';
import { implement } from '@wiz/integration-kit/main';
import { accountHandlers } from './account.ts';
import { GithubClient } from './client.ts';
import { issueHandlers } from './issues.ts';
import { notificationHandlers } from './notifications.ts';
import { pullHandlers } from './pulls.ts';
import { rateLimitHandlers } from './rate-limit.ts';
import { repositoryHandlers } from './repositories.ts';
import { verifyToken } from './verify.ts';
import { workflowHandlers } from './workflows.ts';

/** The service for GitHub. */
export const integration = implement<typeof github, GithubClient>(github, {
  connect: (setup) => new GithubClient(setup),
  verify: ({ client, ...scope }) => verifyToken(client, scope),
  handlers: {
    ...accountHandlers,
    ...repositoryHandlers,
    ...issueHandlers,
    ...pullHandlers,
    ...workflowHandlers,
    ...notificationHandlers,
    ...rateLimitHandlers,
  },
  disconnect: (client) => client.close(),
  previews: {},
});
