import type { Comment, Issue, IssueDetails } from '@wiz/contract-github';
import { z } from 'zod';
import { labelNames, labels, loginOf, moment, user, webPage } from './wire.ts';

export const WireIssue = z.object({
  number: z.number().int().min(1),
  title: z.string(),
  state: z.enum(['open', 'closed']),
  user,
  labels,
  comments: z.number().int().min(0),
  updated_at: moment,
  html_url: webPage,
  /** There when the issue is a pull request. */
  pull_request: z.unknown().optional(),
});
type WireIssue = z.infer<typeof WireIssue>;

export const WireIssueDetails = WireIssue.extend({
  body: z.string().nullish(),
  state_reason: z.string().nullish(),
  assignees: z.array(user).nullish(),
  milestone: z.object({ title: z.string() }).nullish(),
  locked: z.boolean(),
  created_at: moment,
  closed_at: moment.nullish(),
});

export const WireComment = z.object({ user, body: z.string().nullish(), created_at: moment, updated_at: moment, html_url: webPage });

/** @param repository the one that was asked for */
export function toIssue(repository: string, wire: WireIssue): Issue {
  return {
    repository,
    number: wire.number,
    title: wire.title,
    state: wire.state,
    author: loginOf(wire.user),
    labels: labelNames(wire.labels),
    comments: wire.comments,
    updated: wire.updated_at,
    url: wire.html_url,
  };
}

/** A line of a list of issues; undefined for a pull request, which GitHub lists among them. */
export function toListedIssue(repository: string, wire: WireIssue): Issue | undefined {
  return wire.pull_request === undefined || wire.pull_request === null ? toIssue(repository, wire) : undefined;
}

export function toIssueDetails(repository: string, wire: z.infer<typeof WireIssueDetails>): IssueDetails {
  return {
    ...toIssue(repository, wire),
    body: wire.body ?? '',
    reason: reasons.find((reason) => reason === wire.state_reason) ?? null,
    assignees: (wire.assignees ?? []).map(loginOf),
    milestone: wire.milestone?.title ?? null,
    locked: wire.locked,
    created: wire.created_at,
    closed: wire.closed_at ?? null,
  };
}

const reasons = ['completed', 'not_planned', 'duplicate', 'reopened'] as const;

export function toComment(wire: z.infer<typeof WireComment>): Comment {
  return { author: loginOf(wire.user), text: wire.body ?? '', created: wire.created_at, updated: wire.updated_at, url: wire.html_url };
}
