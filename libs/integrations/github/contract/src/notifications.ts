import { cursor, field, idempotent, read } from '@wiz/integration-kit/contract';
import { z } from 'zod';
import { listing } from './listing.ts';
import { repositoryColumn, threadColumn, threadInput, time, webAddress } from './resources.ts';

/** One thing that GitHub told the account of. */
export const Notification = z.object({
  thread: threadColumn(),
  title: field(z.string(), { label: 'Title' }),
  /** GitHub's word: `Issue`, `PullRequest`, `Release`, `Discussion`, `CheckSuite` and others. */
  kind: field(z.string(), { label: 'About' }),
  /** GitHub's word: `mention`, `assign`, `review_requested`, `author`, `subscribed` and others. */
  reason: field(z.string(), { label: 'Reason' }),
  repository: repositoryColumn(),
  state: field(z.enum(['unread', 'read']), { label: 'State' }),
  updated: time('Updated'),
  url: webAddress(),
});
export type Notification = z.infer<typeof Notification>;

export const notifications = {
  listNotifications: read({
    title: 'List notifications',
    summary: 'Shows what GitHub notified the account of, newest first.',
    input: z.object({
      all: field(z.boolean().default(false), { label: 'Read ones too' }),
      participating: field(z.boolean().default(false), {
        label: 'Only what I take part in',
        help: 'Where the account was mentioned, assigned or asked.',
      }),
      cursor: cursor(),
    }),
    output: listing(Notification, 'Notifications'),
    view: { as: 'table', items: 'items' },
    cache: { ttlMs: 60_000, staleWhileRevalidateMs: 5 * 60_000, staleIfErrorMs: 3_600_000 },
    done: 'Listed the notifications.',
  }),

  markNotificationRead: idempotent({
    title: 'Mark a notification as read',
    summary: 'Marks one notification as read.',
    input: z.object({ thread: threadInput('The notification to mark.', ['unread']) }),
    output: z.object({ thread: threadColumn(), state: field(z.enum(['read']), { label: 'State' }) }),
    invalidates: ['listNotifications'],
    done: 'Marked the notification as read.',
  }),
};
