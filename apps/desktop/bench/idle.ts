// What the application costs while nobody looks: fifty connections, the window hidden. `npm run bench:idle`, which builds the
// application and opens a desktop session. It takes six minutes, so that every connection is asked once how it is;
// `npm run bench:idle -- --quick` takes one, in which none is.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { startGithubStandIn } from '@wiz/integration-github/testing';
import { report, row } from '../../../libs/core/bench/report.mjs';
import type { IdleOrder, IdleResults } from './idle-results.ts';

const connections = 50;
const every = 10;
const seconds = process.argv.includes('--quick') ? 60 : 360;
const root = path.resolve(import.meta.dirname, '..', '..', '..');
const { WIZ_EXECUTABLE: executable, WIZ_APP: app, WIZ_WORK: work, WIZ_ELECTRON: kind = '', WIZ_UID: uid, WIZ_GID: gid } = process.env;
if (executable === undefined || app === undefined || work === undefined) {
  console.error('Run npm run bench:idle: it opens the desktop session that this needs.');
  process.exit(2);
}

const accounts = Array.from({ length: connections }, (_, at) => ({ login: `account-${String(at)}`, id: at + 1 }));
const tokens = Object.fromEntries(accounts.map((account) => [`ghp_${account.login.padEnd(36, '0')}`, account]));
const github = await startGithubStandIn({ tokens });
try {
  const folder = path.join(work, 'bench-idle');
  const userData = path.join(folder, 'data');
  await mkdir(userData, { recursive: true });
  if (uid !== undefined && gid !== undefined) for (const made of [folder, userData]) await chown(made, Number(uid), Number(gid));
  const results = path.join(folder, 'results.json');
  const order: IdleOrder = { url: github.url, tokens: Object.keys(tokens), results, seconds, every };
  const child = spawn(executable, [app], {
    env: { ...process.env, WIZ_USER_DATA: userData, WIZ_BENCH: JSON.stringify(order) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The application ended with ${String(code)}.`);
  const { electron, samples } = JSON.parse(await readFile(results, 'utf8')) as IdleResults;

  const unit = '% of a core';
  const sums = samples.map((used) => Object.values(used).reduce((sum, value) => sum + value, 0));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const types = [...new Set(samples.flatMap((used) => Object.keys(used)))];
  const asked = github.requests.filter(({ path: asked }) => asked === '/rate_limit').length;
  await report(root, 'idle', { electron: `${electron} (${kind})` }, [
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
