import type { Notification } from '@wiz/contract-github';
import { z } from 'zod';
import { moment, webPage } from './wire.ts';

export const WireNotification = z.object({
  id: z.string(),
  unread: z.boolean(),
  reason: z.string(),
  updated_at: moment,
  /** `url` is the API's address of the thing, null for kinds that have none, such as discussions. */
  subject: z.object({ title: z.string(), type: z.string(), url: z.string().nullish() }),
  repository: z.object({ full_name: z.string(), html_url: webPage }),
});

export function toNotification(wire: z.infer<typeof WireNotification>): Notification {
  const { subject, repository } = wire;
  return {
    thread: wire.id,
    title: subject.title,
    kind: subject.type,
    reason: wire.reason,
    repository: repository.full_name,
    state: wire.unread ? 'unread' : 'read',
    updated: wire.updated_at,
    url: pageOf(subject.url ?? '', repository.html_url),
  };
}

/** GitHub names no page for people; of issues, pull requests and commits it can be told, of the rest the repository's is shown. */
function pageOf(address: string, repository: string): string {
  const found = /\/repos\/[^/]+\/[^/]+\/(issues|pulls|commits)\/(\w+)$/.exec(address);
  if (found === null) return repository;
  const [, kind, name = ''] = found;
  return `${repository}/${kind === 'pulls' ? 'pull' : kind === 'commits' ? 'commit' : 'issues'}/${name}`;
}
