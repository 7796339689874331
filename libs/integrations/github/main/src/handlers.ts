import type { github } from '@wiz/contract-github';
import type { Handlers } from '@wiz/integration-kit/main';
import type { GithubClient } from './client.ts';

/** What this integration implements, for `satisfies` in the files by noun. */
export type GithubHandlers = Handlers<typeof github, GithubClient>;
