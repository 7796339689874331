import { segment } from '@wiz/integration-kit/main';
import type { GithubHandlers } from './handlers.ts';
import { toNotification, WireNotification } from './notification-mapping.ts';
import { readRows } from './wire.ts';

/** Rows a page: GitHub allows half of what it allows elsewhere. */
const mostRows = 50;

export const notificationHandlers = {
  async listNotifications({ all, participating, cursor }, { client, ...scope }) {
    const { json, nextCursor } = await client.page(scope, { path: '/notifications', query: { all, participating } }, cursor, mostRows);
    return { ...readRows(WireNotification, json, toNotification), nextCursor };
  },

  async markNotificationRead({ thread }, { client, ...scope }) {
    await client.request(scope, { method: 'PATCH', path: `/notifications/threads/${segment(thread)}` });
    return { thread, state: 'read' };
  },
} satisfies Partial<GithubHandlers>;
