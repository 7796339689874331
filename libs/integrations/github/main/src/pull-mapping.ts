import type { Pull, PullDetails, PullFile } from '@wiz/contract-github';
import { z } from 'zod';
import { labelNames, labels, loginOf, moment, user, webPage } from './wire.ts';

const natural = z.number().int().min(0);
/** `label` is null where the repository of the changes is gone. */
const branch = z.object({ ref: z.string(), label: z.string().nullish() });

export const WirePull = z.object({
  number: z.number().int().min(1),
  title: z.string(),
  state: z.enum(['open', 'closed']),
  draft: z.boolean().nullish(),
  user,
  labels: labels.nullish(),
  head: branch,
  base: branch,
  merged_at: moment.nullish(),
  updated_at: moment,
  html_url: webPage,
});
type WirePull = z.infer<typeof WirePull>;

export const WirePullDetails = WirePull.extend({
  body: z.string().nullish(),
  mergeable: z.boolean().nullish(),
  commits: natural,
  changed_files: natural,
  additions: natural,
  deletions: natural,
  comments: natural,
  review_comments: natural,
  requested_reviewers: z.array(user).nullish(),
  requested_teams: z.array(z.object({ name: z.string() })).nullish(),
  created_at: moment,
  closed_at: moment.nullish(),
});

export const WirePullFile = z.object({
  filename: z.string(),
  previous_filename: z.string().nullish(),
  status: z.enum(['added', 'removed', 'modified', 'renamed', 'copied', 'changed', 'unchanged']),
  additions: natural,
  deletions: natural,
  blob_url: webPage,
});

/** @param repository the one that was asked for */
export function toPull(repository: string, wire: WirePull): Pull {
  return {
    repository,
    number: wire.number,
    title: wire.title,
    state: wire.merged_at === undefined || wire.merged_at === null ? wire.state : 'merged',
    draft: wire.draft ?? false,
    author: loginOf(wire.user),
    from: wire.head.label ?? wire.head.ref,
    into: wire.base.ref,
    labels: labelNames(wire.labels ?? []),
    updated: wire.updated_at,
    url: wire.html_url,
  };
}

export function toPullDetails(repository: string, wire: z.infer<typeof WirePullDetails>): PullDetails {
  return {
    ...toPull(repository, wire),
    body: wire.body ?? '',
    mergeable: wire.mergeable ?? null,
    commits: wire.commits,
    files: wire.changed_files,
    additions: wire.additions,
    deletions: wire.deletions,
    comments: wire.comments,
    remarks: wire.review_comments,
    reviewers: [...(wire.requested_reviewers ?? []).map(loginOf), ...(wire.requested_teams ?? []).map(({ name }) => name)],
    created: wire.created_at,
    merged: wire.merged_at ?? null,
    closed: wire.closed_at ?? null,
  };
}

export function toPullFile(wire: z.infer<typeof WirePullFile>): PullFile {
  return {
    path: wire.filename,
    change: wire.status,
    before: wire.previous_filename ?? null,
    additions: wire.additions,
    deletions: wire.deletions,
    url: wire.blob_url,
  };
}
