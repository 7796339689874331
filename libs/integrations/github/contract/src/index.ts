import { defineContract, field, secret } from '@wiz/integration-kit/contract';
import { z } from 'zod';
import { account } from './account.ts';
import { apiAddress } from './api-address.ts';
import { ghLogin } from './gh-login.ts';
import { issues } from './issues.ts';
import { notifications } from './notifications.ts';
import { pulls } from './pulls.ts';
import { rateLimit } from './rate-limit.ts';
import { repositories } from './repositories.ts';
import { workflows } from './workflows.ts';

/** GitHub, and GitHub Enterprise Server, by the REST API. */
export const github = defineContract({
  id: 'github',
  name: 'GitHub',
  kind: 'rest',
  owner: '@wiz/github',
  reports: 'https://project-wiz.example/issues/new?labels=github',
  about:
    'Repositories, issues, pull requests, workflow runs and notifications of one GitHub account. Issues can be opened, commented, labelled and closed.',
  docs: 'https://docs.github.com/rest',
  config: z.object({
    baseUrl: field(apiAddress().default('https://api.github.com'), {
      label: 'API address',
      help: 'Leave it as it is for github.com. For GitHub Enterprise Server write https://HOST/api/v3, for GHE.com https://api.NAME.ghe.com.',
      placeholder: 'https://api.github.com',
      advanced: true,
    }),
  }),
  secrets: z.object({
    token: secret({
      label: 'Personal access token',
      help: 'On GitHub: Settings → Developer settings → Personal access tokens. Fine-grained: Metadata and Pull requests to read, Issues and Actions to read and write. Classic: the scopes repo and notifications.',
      placeholder: 'github_pat_… or ghp_…',
    }),
  }),
  secretSources: [
    {
      id: 'gh',
      name: 'GitHub CLI',
      program: 'gh',
      secret: 'token',
      environment: ['GH_CONFIG_DIR'],
      notes: [
        'The token may do what gh’s login may: the scopes repo, read:org and gist, and what was asked for besides. For notifications run “gh auth refresh --scopes notifications” first.',
        'gh keeps its own copy and is not changed. When it gets another token, by a refresh or a new login, take that one here too.',
      ],
      request: ({ baseUrl }) => ghLogin(baseUrl),
    },
  ],
  health: { probe: 'rateLimit', asks: 'How much of the request limit is left; GitHub does not count this request.' },
  // GitHub allows 5,000 requests an hour to a token, which is 83 a minute: so this connection alone never uses them up.
  budget: { perMinute: 60, burst: 20 },
  page: {
    version: '1.0.0',
    status: 'stable',
    success: [
      'A list of issues appears within two seconds on an ordinary connection, and at once from the cache while a newer one is fetched.',
      'An issue is opened once, however often the connection breaks: when the answer is lost, Project Wiz says so instead of trying again.',
      'When GitHub asks for a pause, nothing more is sent until the time it named.',
    ],
    inScope: [
      'Listing, showing and searching repositories.',
      'Listing and showing issues, opening, commenting, labelling, closing and reopening them.',
      'Listing and showing pull requests and the files they change.',
      'Listing workflow runs and starting them again.',
      'Listing notifications and marking them as read.',
    ],
    outOfScope: [
      'Creating, reviewing and merging pull requests, contents of repositories, projects, discussions, releases and administration.',
      'Webhooks: GitHub is asked, it does not call.',
    ],
    constraints: [
      'GitHub allows a token 5,000 requests an hour and 30 searches a minute; GitHub Enterprise Server sets its own limits.',
      'It also holds back accounts that change much in a short time: about 80 changes a minute and 500 an hour.',
      'A list has at most 100 rows a page, notifications 50; a search shows its first 1,000 finds, a pull request its first 3,000 files.',
      'An issue’s text and a comment have at most 65,536 characters.',
    ],
    vendor: { version: 'REST API 2022-11-28', docs: 'https://docs.github.com/rest?apiVersion=2022-11-28' },
    setUp: [
      'Sign in to GitHub and open Settings → Developer settings → Personal access tokens.',
      'Make a fine-grained token for the repositories that you want to see: Metadata and Pull requests to read, Issues and Actions to read and write. Or make a classic token with the scopes repo and notifications.',
      'Where an organisation uses single sign-on, authorise the token for it: “Configure SSO” beside the token.',
      'Copy the token and paste it here. GitHub shows it only once.',
    ],
    limitations: [
      'GitHub opens notifications to classic tokens only; with a fine-grained token they cannot be listed.',
      'GitHub mixes pull requests among the issues that it lists. They are left out here, so a page may have fewer rows than the next, or none.',
      'To GitHub a pull request is an issue with the same number: an operation for issues does its work on a pull request too when it is given its number.',
      'Opening an issue and commenting cannot be made safe to repeat: GitHub takes no key for it. After a lost answer, look whether it was done.',
    ],
  },
  operations: { ...account, ...repositories, ...issues, ...pulls, ...workflows, ...notifications, ...rateLimit },
});

export { Account } from './account.ts';
export { Comment, Issue, IssueDetails } from './issues.ts';
export { Notification } from './notifications.ts';
export { Pull, PullDetails, PullFile } from './pulls.ts';
export { Quota } from './rate-limit.ts';
export { Repository, RepositoryDetails } from './repositories.ts';
export { WorkflowRun } from './workflows.ts';
