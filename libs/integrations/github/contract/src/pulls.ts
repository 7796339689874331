import { cursor, field, read } from '@wiz/integration-kit/contract';
import { z } from 'zod';
import { stateFilter } from './fields.ts';
import { listing } from './listing.ts';
import { count, person, pullColumn, pullInput, repositoryColumn, repositoryInput, time, webAddress } from './resources.ts';

/** One line of a list of pull requests. */
export const Pull = z.object({
  repository: repositoryColumn(),
  number: pullColumn(),
  title: field(z.string(), { label: 'Title' }),
  state: field(z.enum(['open', 'closed', 'merged']), { label: 'State' }),
  draft: field(z.boolean(), { label: 'Draft' }),
  author: person('Author'),
  /** The branch with the changes, with its owner: `octocat:new-topic`. */
  from: field(z.string(), { label: 'From', format: 'code' }),
  /** The branch that shall take them. */
  into: field(z.string(), { label: 'Into', format: 'code' }),
  labels: field(z.array(z.string()), { label: 'Labels' }),
  updated: time('Updated'),
  url: webAddress(),
});
export type Pull = z.infer<typeof Pull>;

/** One pull request, with what a list leaves out. */
export const PullDetails = Pull.extend({
  body: field(z.string(), { label: 'Text' }),
  /** Null while GitHub is still finding out. */
  mergeable: field(z.boolean().nullable(), { label: 'Can be merged' }),
  commits: count('Commits'),
  files: count('Files'),
  additions: count('Lines added'),
  deletions: count('Lines removed'),
  comments: count('Comments'),
  remarks: count('Remarks on the code'),
  reviewers: field(z.array(z.string()), { label: 'Asked to review' }),
  created: time('Created'),
  merged: field(z.number().nullable(), { label: 'Merged', format: 'time' }),
  closed: field(z.number().nullable(), { label: 'Closed', format: 'time' }),
});
export type PullDetails = z.infer<typeof PullDetails>;

/** One file that a pull request changes. */
export const PullFile = z.object({
  path: field(z.string(), { label: 'File', format: 'code' }),
  change: field(z.enum(['added', 'removed', 'modified', 'renamed', 'copied', 'changed', 'unchanged']), { label: 'Change' }),
  /** What it was called before; null when it kept its name. */
  before: field(z.string().nullable(), { label: 'Earlier name', format: 'code', advanced: true }),
  additions: count('Lines added'),
  deletions: count('Lines removed'),
  url: webAddress(),
});
export type PullFile = z.infer<typeof PullFile>;

export const pulls = {
  listPulls: read({
    title: 'List pull requests',
    summary: 'Shows the pull requests of one repository, last updated first.',
    input: z.object({ repository: repositoryInput(), state: stateFilter(), cursor: cursor() }),
    output: listing(Pull, 'Pull requests'),
    view: { as: 'table', items: 'items' },
    cache: { ttlMs: 30_000, staleWhileRevalidateMs: 5 * 60_000, staleIfErrorMs: 24 * 3_600_000 },
    done: 'Listed the pull requests.',
  }),

  getPull: read({
    title: 'Show a pull request',
    summary: 'Shows one pull request with its text and figures.',
    input: z.object({ repository: repositoryInput(), number: pullInput('The pull request to show.') }),
    output: PullDetails,
    cache: { ttlMs: 30_000, staleIfErrorMs: 24 * 3_600_000 },
    done: 'This is “{title}”.',
  }),

  listPullFiles: read({
    title: 'List changed files',
    summary: 'Shows which files a pull request changes, and by how many lines.',
    input: z.object({ repository: repositoryInput(), number: pullInput('The pull request whose files are shown.'), cursor: cursor() }),
    output: listing(PullFile, 'Files'),
    view: { as: 'table', items: 'items' },
    cache: { ttlMs: 60_000, staleIfErrorMs: 24 * 3_600_000 },
    done: 'Listed the changed files.',
  }),
};
