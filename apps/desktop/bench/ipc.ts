// What the way between window and main process costs, in real Electron: our bridge, guard and router beside Electron's own
// `invoke` through the same kind of bridge. `npm run bench:ipc`, which builds ipc-window/ first and opens a desktop session.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { report, row, type Row } from '../../../libs/core/bench/report.mjs';
import type { Results } from './ipc-window/results.ts';

const root = path.resolve(import.meta.dirname, '..', '..', '..');
const rounds = Math.max(15, Number(process.env['WIZ_ROUNDS'] ?? 21));
/** How much is measured: rounds of each part, and the events of one stream. */
const plan = { calls: rounds, streams: 5, large: 15, events: 100_000 };
const { WIZ_EXECUTABLE: executable, WIZ_APP: app, WIZ_WORK: work, WIZ_ELECTRON: kind = '', WIZ_UID: uid, WIZ_GID: gid } = process.env;
if (executable === undefined || app === undefined || work === undefined) {
  console.error('Run npm run bench:ipc: it opens the desktop session that this needs.');
  process.exit(2);
}

const folder = path.join(work, 'bench-ipc');
await mkdir(folder, { recursive: true });
if (uid !== undefined && gid !== undefined) await chown(folder, Number(uid), Number(gid));
const child = spawn(executable, [app], {
  env: {
    ...process.env,
    WIZ_BENCH_FOLDER: folder,
    WIZ_BENCH_PLAN: new URLSearchParams(Object.entries(plan).map(([name, value]) => [name, String(value)])).toString(),
  },
  stdio: ['ignore', 'inherit', 'inherit'],
});
await once(child, 'close');
const { electron, rowsGivenUp, results } = JSON.parse(await readFile(path.join(folder, 'results.json'), 'utf8')) as {
  readonly electron: string;
  readonly rowsGivenUp: number;
  readonly results: Results;
};
if (rowsGivenUp > 0)
  console.log(`The journal gave up ${String(rowsGivenUp)} rows of reads: more came at once than may wait for a group commit.`);
await report(root, 'ipc', { electron: `${electron} (${kind})` }, rowsOf(results));

function rowsOf({ oneAfterAnother, atOnce, streams, large, check }: Results): Row[] {
  const peer = (samples: readonly number[]) => ({ name: 'raw invoke', samples });
  return [
    row({
      name: 'one after another: bridge, guard, validation',
      unit: 'µs',
      samples: oneAfterAnother.guarded,
      peer: peer(oneAfterAnother.raw),
      goal: '≤ 1.5 ×',
      meets: ({ ratio }) => ratio <= 1.5,
    }),
    row({ name: 'the same through engine and journal', unit: 'µs', samples: oneAfterAnother.governed, peer: peer(oneAfterAnother.raw) }),
    row({
      name: '5 000 at once: bridge, guard, validation (limits of calls lifted)',
      unit: 'µs',
      samples: atOnce.guarded,
      peer: peer(atOnce.raw),
      goal: '≤ 2.5 ×',
      meets: ({ ratio }) => ratio <= 2.5,
    }),
    row({
      name: 'the same through engine and journal, on five connections',
      unit: 'µs',
      samples: atOnce.governed,
      peer: peer(atOnce.raw),
    }),
    ...(['feed', 'governedFeed'] as const).flatMap((name) => {
      const what = `${plan.events.toLocaleString('en')} small events${name === 'feed' ? '' : ', through engine and journal'}`;
      const { seconds, mainBusyMs, mainLateMs } = streams[name];
      return [
        row({ name: what, unit: 's', samples: seconds }),
        row({
          name: `${what}: longest block of main`,
          unit: 'ms',
          samples: mainBusyMs,
          goal: '≤ 50 ms',
          meets: () => Math.max(...mainBusyMs) <= 50,
        }),
        row({ name: `${what}: main’s timer, other programs included`, unit: 'ms late', samples: mainLateMs }),
      ];
    }),
    ...(['rows', 'text'] as const).flatMap((name) => {
      const [ours, theirs] = [large[name].guarded, large[name].raw];
      const what = `50 MB of ${name}`;
      return [
        row({ name: what, unit: 's', samples: ours.seconds, peer: peer(theirs.seconds) }),
        row({
          name: `${what}: longest task of the page`,
          unit: 'ms',
          samples: ours.pageMs,
          peer: peer(theirs.pageMs),
          goal: '≤ 100 ms',
          meets: () => Math.max(...ours.pageMs) <= 100,
        }),
        row({ name: `${what}: longest block of main`, unit: 'ms', samples: ours.mainBusyMs, peer: peer(theirs.mainBusyMs) }),
      ];
    }),
    row({ name: 'a block of 100 ms, as the page’s instrument sees it', unit: 'ms', samples: [check.pageMs] }),
    row({ name: 'a block of 100 ms, as main’s instruments see it: processor', unit: 'ms', samples: [check.mainBusyMs] }),
    row({ name: 'a block of 100 ms, as main’s instruments see it: timer', unit: 'ms late', samples: [check.mainLateMs] }),
  ];
}
