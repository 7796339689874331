import type { Page } from '@playwright/test';
import { dataOf } from './ipc-client.ts';

/** Has every connection asked how it is, so that for the next minutes none is asked by itself. */
export async function untilHealthIsKnown(page: Page): Promise<void> {
  const connections = (await dataOf(page, { path: 'connections.list' })) as readonly { readonly id: string }[];
  for (const { id } of connections) await dataOf(page, { path: 'health.check', type: 'mutation', input: { id } });
}
