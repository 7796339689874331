import { cursor, field, read } from '@wiz/integration-kit/contract';
import { z } from 'zod';
import { listing } from './listing.ts';
import { count, repositoryColumn, repositoryInput, time, webAddress } from './resources.ts';

/** One line of a list of repositories. */
export const Repository = z.object({
  fullName: repositoryColumn(),
  description: field(z.string().nullable(), { label: 'Description' }),
  visibility: field(z.enum(['public', 'private', 'internal']), { label: 'Visibility' }),
  language: field(z.string().nullable(), { label: 'Language' }),
  stars: count('Stars'),
  /** GitHub counts open pull requests too. */
  open: field(z.number().int().min(0), { label: 'Open issues and pull requests' }),
  archived: field(z.boolean(), { label: 'Archived', advanced: true }),
  /** Milliseconds since 1970; null when nothing was ever pushed. */
  pushed: field(z.number().nullable(), { label: 'Last push', format: 'time' }),
  url: webAddress(),
});
export type Repository = z.infer<typeof Repository>;

/** One repository, with what a list leaves out. */
export const RepositoryDetails = Repository.extend({
  branch: field(z.string(), { label: 'Default branch' }),
  topics: field(z.array(z.string()), { label: 'Topics' }),
  licence: field(z.string().nullable(), { label: 'Licence' }),
  fork: field(z.boolean(), { label: 'Fork' }),
  forks: count('Forks'),
  watchers: count('Watchers'),
  issues: field(z.boolean(), { label: 'Issues are enabled' }),
  created: time('Created'),
});
export type RepositoryDetails = z.infer<typeof RepositoryDetails>;

export const repositories = {
  listRepositories: read({
    title: 'List repositories',
    summary: 'Shows the repositories that the token reaches as owner, collaborator or member, last pushed first.',
    input: z.object({ cursor: cursor() }),
    output: listing(Repository, 'Repositories'),
    view: { as: 'table', items: 'items' },
    cache: { ttlMs: 5 * 60_000, staleWhileRevalidateMs: 30 * 60_000, staleIfErrorMs: 24 * 3_600_000 },
    done: 'Listed the repositories.',
  }),

  getRepository: read({
    title: 'Show a repository',
    summary: 'Shows one repository: what it is, its figures and its settings.',
    input: z.object({ repository: repositoryInput() }),
    output: RepositoryDetails,
    cache: { ttlMs: 60_000, staleIfErrorMs: 24 * 3_600_000 },
    done: 'This is {fullName}.',
  }),

  searchRepositories: read({
    title: 'Search repositories',
    summary: 'Finds repositories on all of GitHub by words and qualifiers, best match first.',
    input: z.object({
      query: field(z.string().trim().min(1, 'write what to look for').max(256, 'at most 256 characters'), {
        label: 'Search',
        help: 'Words, and qualifiers such as language:typescript, org:github or stars:>100.',
        placeholder: 'issue tracker language:typescript',
      }),
      cursor: cursor(),
    }),
    output: listing(Repository, 'Repositories').extend({
      total: field(z.number().int().min(0), { label: 'Found', help: 'GitHub shows the first 1,000 of them.' }),
      incomplete: field(z.boolean(), { label: 'GitHub ran out of time', help: 'When it did, there may be more than was found.' }),
    }),
    view: { as: 'table', items: 'items' },
    cache: { ttlMs: 60_000, staleWhileRevalidateMs: 5 * 60_000, staleIfErrorMs: 3_600_000 },
    // GitHub allows 30 searches a minute, half of the connection's budget.
    cost: 2,
    done: 'Repositories found: {total}.',
  }),
};
