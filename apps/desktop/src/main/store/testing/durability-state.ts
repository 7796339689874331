import { createHash } from 'node:crypto';
import type { Store } from '@wiz/engine';

/** A word that some sentences of the workload's runs hold, and nothing else of them. */
export const soughtWord = 'lamp';
/** What is in the log of the damaged file, and nowhere else. */
export const inTheLog = 'only in the log';
/** What its damaged pages hold. */
export const damagedPages = Buffer.alloc(4096 * 3, 0xff);

/**
 * Everything that a store holds, as a text that is the same for the same content: a connection with its secrets and what its limits
 * remember, a run with its timeline, and what a search finds.
 */
export async function stateOf(store: Store): Promise<string> {
  const connections = await Promise.all(
    (await store.connections.all()).map(async (connection) => [
      connection.id,
      `${connection.label} ${digest([connection, await store.connections.sealed(connection.id), await store.governors.load(connection.id)])}`,
    ]),
  );
  const listed = (await store.runs.list({ limit: 500 })).items;
  const runs = await Promise.all(listed.map(async ({ id, state }) => [id, `${state} ${digest(await store.runs.get(id))}`]));
  const found = (await store.runs.list({ limit: 500, text: soughtWord })).items.map(({ id }) => id);
  return JSON.stringify({ connections: connections.sort(byText), runs: runs.sort(byText), found: found.sort() });
}

function byText(one: readonly unknown[], other: readonly unknown[]): number {
  return String(one) < String(other) ? -1 : 1;
}

function digest(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(byText)) : part,
  );
  return createHash('sha1').update(text).digest('hex').slice(0, 8);
}
