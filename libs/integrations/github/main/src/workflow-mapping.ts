import type { WorkflowRun } from '@wiz/contract-github';
import { z } from 'zod';
import { loginOf, moment, user, webPage } from './wire.ts';

export const WireRun = z.object({
  id: z.number().int().min(1),
  name: z.string().nullish(),
  path: z.string(),
  display_title: z.string(),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  head_branch: z.string().nullish(),
  event: z.string(),
  actor: user,
  triggering_actor: user,
  run_attempt: z.number().int().min(1).nullish(),
  run_started_at: moment.nullish(),
  created_at: moment,
  updated_at: moment,
  html_url: webPage,
});

/** @param repository the one that was asked for */
export function toRun(repository: string, wire: z.infer<typeof WireRun>): WorkflowRun {
  return {
    repository,
    run: wire.id,
    // A workflow without a name is called like its file.
    workflow: wire.name ?? wire.path,
    title: wire.display_title,
    status: wire.status ?? 'unknown',
    conclusion: wire.conclusion ?? null,
    branch: wire.head_branch ?? null,
    event: wire.event,
    actor: loginOf(wire.triggering_actor ?? wire.actor),
    attempt: wire.run_attempt ?? 1,
    started: wire.run_started_at ?? wire.created_at,
    updated: wire.updated_at,
    url: wire.html_url,
  };
}
