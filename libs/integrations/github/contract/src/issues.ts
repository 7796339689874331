import { cursor, field, idempotent, read, write } from '@wiz/integration-kit/contract';
import { z } from 'zod';
import { body, stateFilter, title } from './fields.ts';
import { listing } from './listing.ts';
import { count, issueColumn, issueInput, person, repositoryColumn, repositoryInput, time, webAddress } from './resources.ts';

const labelNames = () => z.array(z.string().trim().min(1, 'a label has a name').max(50, 'a label has at most 50 characters'));

/** One line of a list of issues. */
export const Issue = z.object({
  repository: repositoryColumn(),
  number: issueColumn(),
  title: field(z.string(), { label: 'Title' }),
  state: field(z.enum(['open', 'closed']), { label: 'State' }),
  author: person('Author'),
  labels: field(z.array(z.string()), { label: 'Labels' }),
  comments: count('Comments'),
  updated: time('Updated'),
  url: webAddress(),
});
export type Issue = z.infer<typeof Issue>;

/** One issue, with what a list leaves out. */
export const IssueDetails = Issue.extend({
  body: field(z.string(), { label: 'Text' }),
  /** Why it was closed or opened again; null when GitHub does not say. */
  reason: field(z.enum(['completed', 'not_planned', 'duplicate', 'reopened']).nullable(), { label: 'Reason' }),
  assignees: field(z.array(z.string()), { label: 'Assigned to' }),
  milestone: field(z.string().nullable(), { label: 'Milestone' }),
  locked: field(z.boolean(), { label: 'Conversation is locked' }),
  created: time('Created'),
  closed: field(z.number().nullable(), { label: 'Closed', format: 'time' }),
});
export type IssueDetails = z.infer<typeof IssueDetails>;

/** One comment of an issue or of a pull request's conversation. */
export const Comment = z.object({
  author: person('Author'),
  text: field(z.string(), { label: 'Text' }),
  created: time('Written'),
  updated: time('Updated'),
  url: webAddress(),
});
export type Comment = z.infer<typeof Comment>;

/** What an issue's own answers and lists say of it, once it has changed. */
const changed = ['listIssues', 'getIssue', 'getRepository'] as const;

export const issues = {
  listIssues: read({
    title: 'List issues',
    summary: 'Shows the issues of one repository, last updated first, without its pull requests.',
    input: z.object({
      repository: repositoryInput(),
      state: stateFilter(),
      labels: field(labelNames().max(20, 'at most 20 labels').optional(), {
        label: 'With the labels',
        help: 'Only issues that have all of them.',
        advanced: true,
      }),
      cursor: cursor(),
    }),
    output: listing(Issue, 'Issues'),
    view: { as: 'table', items: 'items' },
    cache: { ttlMs: 30_000, staleWhileRevalidateMs: 5 * 60_000, staleIfErrorMs: 24 * 3_600_000 },
    done: 'Listed the issues.',
  }),

  getIssue: read({
    title: 'Show an issue',
    summary: 'Shows one issue with its text.',
    input: z.object({ repository: repositoryInput(), number: issueInput('The issue to show.') }),
    output: IssueDetails,
    cache: { ttlMs: 30_000, staleIfErrorMs: 24 * 3_600_000 },
    done: 'This is “{title}”.',
  }),

  listIssueComments: read({
    title: 'List comments',
    summary: 'Shows what was said about one issue, first comment first.',
    input: z.object({ repository: repositoryInput(), number: issueInput('The issue that was commented.'), cursor: cursor() }),
    output: listing(Comment, 'Comments'),
    view: { as: 'table', items: 'items' },
    cache: { ttlMs: 30_000, staleIfErrorMs: 24 * 3_600_000 },
    done: 'Listed the comments.',
  }),

  createIssue: write({
    title: 'Open an issue',
    summary: 'Opens a new issue in a repository.',
    input: z.object({
      repository: repositoryInput(),
      title: title('A short sentence: what is wrong or wanted.'),
      body: body('Text', 'What people need to know, in Markdown.', 0).optional(),
      labels: field(labelNames().max(100, 'at most 100 labels').optional(), {
        label: 'Labels',
        help: 'One a line. GitHub leaves them out silently when the token may not write to the repository.',
        advanced: true,
      }),
    }),
    output: IssueDetails,
    invalidates: ['listIssues', 'getRepository'],
    done: 'Opened the issue “{title}”.',
  }),

  commentIssue: write({
    title: 'Comment on an issue',
    summary: 'Adds a comment to an issue.',
    input: z.object({
      repository: repositoryInput(),
      number: issueInput('The issue to comment on.'),
      text: body('Comment', 'What you have to say, in Markdown.', 1),
    }),
    output: Comment,
    invalidates: ['listIssueComments', 'listIssues', 'getIssue'],
    done: 'Commented as {author}.',
  }),

  closeIssue: idempotent({
    title: 'Close an issue',
    summary: 'Closes an issue and says why.',
    input: z.object({
      repository: repositoryInput(),
      number: issueInput('The issue to close.', ['open']),
      reason: field(z.enum(['completed', 'not_planned']).default('completed'), { label: 'Reason', help: 'Done, or not going to be done.' }),
    }),
    output: IssueDetails,
    invalidates: changed,
    done: 'Closed the issue “{title}”.',
  }),

  reopenIssue: idempotent({
    title: 'Open an issue again',
    summary: 'Opens an issue that was closed.',
    input: z.object({ repository: repositoryInput(), number: issueInput('The issue to open again.', ['closed']) }),
    output: IssueDetails,
    invalidates: changed,
    done: 'The issue “{title}” is open again.',
  }),

  labelIssue: idempotent({
    title: 'Label an issue',
    summary: 'Adds labels to an issue, or replaces all that it has.',
    input: z.object({
      repository: repositoryInput(),
      number: issueInput('The issue to label.'),
      labels: field(labelNames().min(1, 'name at least one label').max(100, 'at most 100 labels'), {
        label: 'Labels',
        help: 'One a line.',
      }),
      replace: field(z.boolean().default(false), { label: 'Take off all other labels' }),
    }),
    output: z.object({
      repository: repositoryColumn(),
      number: issueColumn(),
      labels: field(z.array(z.string()), { label: 'Labels' }),
    }),
    invalidates: ['listIssues', 'getIssue'],
    done: 'Labelled the issue.',
  }),
};
