// Runs inside the application's own page, beside its own client: another client over the same bridge.
import { createTRPCClient } from '@trpc/client';
import type { AppRouter } from '@wiz/ipc-contract';
import { createIpcLink } from '@wiz/ipc-contract/renderer';
import { ConnectionId, RunId } from '@wiz/engine/types';
import type { WizBridge } from '@wiz/ipc-contract';
import { paced, type Paced } from './call-pace.ts';

/** What `call-app.ts` calls in the page. */
export interface BenchPage {
  /** Connects one account; its name is the connection's id. */
  connect(baseUrl: string, token: string): Promise<string>;
  /** Milliseconds for so many calls, one after another, that reach the engine's door and run nothing. */
  ask(calls: number): Promise<number>;
  /** The same with governed reads. */
  read(calls: number): Promise<number>;
  /** Has everything written that waits to be. */
  settle(): Promise<void>;
  load(perSecond: number, seconds: number): Promise<Omit<Paced, 'elapsed'> & { readonly medianMs: number; readonly p95Ms: number }>;
}

// The preload script gives it to the page; see `exposeBridge`.
const bridge = Reflect.get(globalThis, 'wizBridge') as WizBridge;
const client = createTRPCClient<AppRouter>({ links: [createIpcLink(bridge)] });
let connection = ConnectionId.parse('none yet');
let number = 0;

const read = (): Promise<unknown> => {
  number += 1;
  return client.github.getIssue.query({ connection, repository: 'octocat/Hello-World', number });
};
const nobody = RunId.parse('nobody');
const timed = async (calls: number, call: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  for (let made = 0; made < calls; made += 1) await call();
  return performance.now() - startedAt;
};

const page: BenchPage = {
  connect: async (baseUrl, token) => {
    const { id } = await client.connections.add.mutate({
      integration: 'github',
      config: { baseUrl },
      secrets: { token },
      keepSecrets: 'session',
    });
    connection = id;
    return id;
  },
  ask: (calls) => timed(calls, () => client.runs.cancel.mutate({ id: nobody })),
  read: (calls) => timed(calls, read),
  settle: async () => {
    await client.runs.list.query({ limit: 1 });
  },
  load: async (perSecond, seconds) => {
    const { elapsed, ...figures } = await paced(read, { perSecond, elapsed: new Float64Array(perSecond * seconds) });
    elapsed.sort();
    const at = (share: number): number => elapsed[Math.floor((elapsed.length - 1) * share)] ?? Number.NaN;
    return { ...figures, medianMs: at(0.5), p95Ms: at(0.95) };
  },
};
Object.assign(globalThis, { wizBench: page });
