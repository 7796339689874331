import type { StandInDescription } from '@wiz/conformance';
import type { github } from '@wiz/contract-github';
import { startGithubStandIn, standInToken } from './stand-in.ts';

const otherToken = 'github_pat_other00000000000000000000000000';
const hello = 'octocat/Hello-World';
/** The stand-in counts its numbers up from the same one each time: a workflow run that is over, and a notification. */
const [finishedRun, unreadThread] = [1_000_010, '1000012'] as const;
/** GitHub hands out 100 rows a page. */
const moreThanAPage = 101;

/** What the conformance kit holds GitHub’s integration to the laws with. */
export const standIn: StandInDescription<typeof github> = {
  start: async () => {
    const tokens = { [standInToken]: { login: 'octocat', id: 1 }, [otherToken]: { login: 'monalisa', id: 2 } };
    const server = await startGithubStandIn({ tokens });
    const { world } = server;
    const repository = world.repository(hello);
    if (repository === undefined) throw new TypeError(`The stand-in has no ${hello}.`);
    for (let count = 0; count < moreThanAPage; count += 1) world.addComment(repository, 2, `Comment ${String(count)}`);
    return {
      over: 'http',
      origin: server.url,
      connection: (address) => ({ config: { baseUrl: address }, secrets: { token: standInToken } }),
      otherConnection: (address) => ({ config: { baseUrl: address }, secrets: { token: otherToken } }),
      close: () => server.close(),
    };
  },
  examples: {
    account: {},
    listRepositories: {},
    getRepository: { repository: hello },
    searchRepositories: { query: 'hello' },
    listIssues: { repository: hello, state: 'all' },
    getIssue: { repository: hello, number: 1 },
    listIssueComments: { repository: hello, number: 2 },
    createIssue: { repository: hello, title: 'It does not greet', body: 'Steps: say hello.', labels: ['bug'] },
    commentIssue: { repository: hello, number: 1, text: 'I see that, too.' },
    closeIssue: { repository: hello, number: 1 },
    reopenIssue: { repository: hello, number: 3 },
    labelIssue: { repository: hello, number: 1, labels: ['question'] },
    listPulls: { repository: hello, state: 'all' },
    getPull: { repository: hello, number: 4 },
    listPullFiles: { repository: hello, number: 4 },
    listWorkflowRuns: { repository: hello },
    rerunWorkflow: { repository: hello, run: finishedRun },
    listNotifications: { all: true },
    markNotificationRead: { thread: unreadThread },
    rateLimit: {},
  },
};
