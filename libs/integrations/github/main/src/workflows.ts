import { z } from 'zod';
import { repositoryPath } from './client.ts';
import type { GithubHandlers } from './handlers.ts';
import { readAnswer, readRows } from './wire.ts';
import { toRun, WireRun } from './workflow-mapping.ts';

const WireRuns = z.object({ total_count: z.number().int().min(0), workflow_runs: z.unknown() });

export const workflowHandlers = {
  async listWorkflowRuns({ repository, status, branch, cursor }, { client, ...scope }) {
    const query = { status: status === 'all' ? undefined : status, branch };
    const { json, nextCursor } = await client.page(scope, { path: repositoryPath(repository, 'actions', 'runs'), query }, cursor);
    const { workflow_runs: runs, total_count: total } = readAnswer(WireRuns, json);
    return { ...readRows(WireRun, runs, (wire) => toRun(repository, wire)), nextCursor, total };
  },

  async rerunWorkflow({ repository, run }, { client, ...scope }) {
    await client.request(scope, { method: 'POST', path: repositoryPath(repository, 'actions', 'runs', run, 'rerun') });
    return { repository, run };
  },
} satisfies Partial<GithubHandlers>;
