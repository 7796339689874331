// What the application costs while nobody looks: fifty connections, the window hidden. `npm run bench:idle`, which builds the
// application and opens a desktop session. It takes six minutes, so that every connection is asked once how it is;
// `npm run bench:idle -- --quick` takes one, in which none is.
import path from 'node:path';
import process from 'node:process';
import { startGithubStandIn } from '@wiz/integration-github/testing';
import { report, row } from '../../../libs/core/bench/report.mjs';
import type { IdleOrder, IdleResults } from './idle-results.ts';
import { electronKind, runApplication } from './run-application.ts';

const connections = 50;
const every = 10;
const seconds = process.argv.includes('--quick') ? 60 : 360;
const root = path.resolve(import.meta.dirname, '..', '..', '..');

const accounts = Array.from({ length: connections }, (_, at) => ({ login: `account-${String(at)}`, id: at + 1 }));
const tokens = Object.fromEntries(accounts.map((account) => [`ghp_${account.login.padEnd(36, '0')}`, account]));
const github = await startGithubStandIn({ tokens });
try {
  const order: IdleOrder = { url: github.url, tokens: Object.keys(tokens), seconds, every };
  const { electron, samples } = await runApplication<IdleResults>('idle', order);

  const unit = '% of a core';
  const sums = samples.map((used) => Object.values(used).reduce((sum, value) => sum + value, 0));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const types = [...new Set(samples.flatMap((used) => Object.keys(used)))];
  const asked = github.requests.filter(({ path: asked }) => asked === '/rate_limit').length;
  await report(root, 'idle', { electron: `${electron} (${electronKind})` }, [
    row({
      name: `${String(connections)} connections, hidden and idle for ${String(seconds)} s: all processes`,
      unit,
      samples: [mean(sums)],
      goal: '≤ 0.5 %',
      meets: ({ median }) => median <= 0.5,
    }),
    row({ name: `  in each ${String(every)} s`, unit, samples: sums }),
    ...types.map((type) => row({ name: `  of it ${type}`, unit, samples: [mean(samples.map((used) => used[type] ?? 0))] })),
    row({ name: '  looks at how a connection is, the first of each included', unit: 'requests', samples: [asked] }),
  ]);
} finally {
  await github.close();
}
