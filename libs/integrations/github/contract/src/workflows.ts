import { cursor, field, read, write } from '@wiz/integration-kit/contract';
import { z } from 'zod';
import { listing } from './listing.ts';
import { person, repositoryColumn, repositoryInput, runColumn, runInput, time, webAddress } from './resources.ts';

/** One run of a workflow of GitHub Actions. */
export const WorkflowRun = z.object({
  repository: repositoryColumn(),
  run: runColumn(),
  workflow: field(z.string(), { label: 'Workflow' }),
  title: field(z.string(), { label: 'Title' }),
  /** GitHub's word: `queued`, `in_progress`, `completed`, `waiting` and others. */
  status: field(z.string(), { label: 'Status' }),
  /** GitHub's word: `success`, `failure`, `cancelled`, `skipped` and others; null until it is completed. */
  conclusion: field(z.string().nullable(), { label: 'Conclusion' }),
  branch: field(z.string().nullable(), { label: 'Branch', format: 'code' }),
  event: field(z.string(), { label: 'Started by', help: 'What happened on GitHub: a push, a schedule, a person.' }),
  actor: person('Person'),
  /** From 1; more after it was run again. */
  attempt: field(z.number().int().min(1), { label: 'Attempt' }),
  started: time('Started'),
  updated: time('Updated'),
  url: webAddress(),
});
export type WorkflowRun = z.infer<typeof WorkflowRun>;

export const workflows = {
  listWorkflowRuns: read({
    title: 'List workflow runs',
    summary: 'Shows what GitHub Actions ran for one repository, newest first.',
    input: z.object({
      repository: repositoryInput(),
      status: field(z.enum(['all', 'queued', 'in_progress', 'completed', 'success', 'failure', 'cancelled']).default('all'), {
        label: 'Status',
        help: 'All runs, or only those with this status or conclusion.',
      }),
      branch: field(z.string().trim().min(1, 'name a branch').max(255, 'it is too long').optional(), {
        label: 'Branch',
        help: 'Only runs for this branch.',
        advanced: true,
      }),
      cursor: cursor(),
    }),
    output: listing(WorkflowRun, 'Workflow runs').extend({
      total: field(z.number().int().min(0), { label: 'In all' }),
    }),
    view: { as: 'table', items: 'items' },
    cache: { ttlMs: 15_000, staleWhileRevalidateMs: 60_000, staleIfErrorMs: 3_600_000 },
    done: 'Workflow runs in all: {total}.',
  }),

  rerunWorkflow: write({
    title: 'Run a workflow again',
    summary: 'Starts a completed workflow run again, with all of its jobs.',
    input: z.object({
      repository: repositoryInput(),
      run: runInput('The run to start again. GitHub allows it for 30 days.', ['completed']),
    }),
    output: z.object({ repository: repositoryColumn(), run: runColumn() }),
    invalidates: ['listWorkflowRuns'],
    done: 'GitHub starts the run again.',
  }),
};
