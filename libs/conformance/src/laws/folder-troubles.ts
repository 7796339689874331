import assert from 'node:assert/strict';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { folderFront } from '../folder-front.ts';
import { copyTree, treeOf } from '../folder-tree.ts';
import { fillerName, smallDisk, type SmallDisk } from '../full-disk.ts';
import { NotApplicable, type Law } from '../law.ts';
import { meddle } from '../meddler.ts';
import type { FolderStandIn } from '../stand-in.ts';
import type { Trial } from '../trial.ts';
import { aMoment, until, within } from '../waiting.ts';
import { pathFieldsOf } from '../path-fields.ts';

const roomy = { policy: { retries: 0, breakerFailures: 10 } } as const;
/** What has not ended by then hangs, in milliseconds. */
const goneMs = 3000;
const diskKilobytes = 256;
/** Calls while somebody else works in the folder, and turns of the event loop after which one is cancelled. */
const [meddledCalls, mostTurns] = [6, 6] as const;

async function folderOf(trial: Trial): Promise<FolderStandIn> {
  const standIn = await trial.standIn();
  if (standIn.over !== 'folder') throw new NotApplicable('There is no folder here.');
  return standIn;
}

async function onFullDisk(trial: Trial, fill: (disk: SmallDisk) => Promise<void>): Promise<void> {
  const standIn = await folderOf(trial);
  const disk = await smallDisk(diskKilobytes);
  if (disk === undefined) throw new NotApplicable('A disk that is small enough to be filled can be made by root on Linux only.');
  trial.owns(disk.close);
  const place = path.join(disk.path, 'folder');
  await copyTree(standIn.path, place).catch((error: unknown) => {
    throw new NotApplicable(`The stand-in’s folder is too large for a small disk: ${String(error)}`);
  });
  const world = await trial.world();
  await world.connect(standIn.connection(place), roomy.policy);
  const ticket = await world.ticket(trial.operation);
  await fill(disk);
  const before = await treeOf(place);
  const { error } = await world.end(trial.operation, { ticket });
  const others = (await treeOf(disk.path)).filter((line) => !line.startsWith(fillerName) && !line.startsWith('folder'));
  assert.deepEqual(others, [], 'something was left beside the folder');
  // What needs no room may be done all the same.
  if (error === undefined) return;
  assert.equal(error.category, 'storage_error', `it says ${error.category}: ${error.message}`);
  assert.deepEqual(await treeOf(place), before, 'it failed, and still something is changed');
}

/** What holds on a disk, with other programs beside. */
export const folderLaws: readonly Law[] = [
  {
    id: 'no-handle-is-left',
    says: 'Nothing in the folder is open after a call, whether it answered, failed or was cancelled.',
    over: ['folder'],
    per: 'operation',
    alone: true,
    check: async (trial: Trial): Promise<void> => {
      const { world, front } = await trial.folder(roomy);
      if (!front.seesHandles) throw new NotApplicable('This system does not show what is open.');
      const assertClosed = (when: string): Promise<void> =>
        until(world.clock, () => front.open === 0, `${when} something in the folder is still open`, goneMs);
      await world.end(trial.operation);
      await assertClosed('after the call');
      const example = trial.examples[trial.operation] as Readonly<Record<string, unknown>>;
      for (const field of pathFieldsOf(trial.spec)) {
        await world.end(trial.operation, { input: { ...example, [field]: 'not/there/at-all' }, force: true });
        await assertClosed('after a failure');
      }
      const abort = new AbortController();
      const cancelled = world.end(trial.operation, { signal: abort.signal, force: true });
      await world.clock.sleep(1);
      abort.abort();
      await within(world.clock, goneMs, cancelled, 'the caller was not told');
      await assertClosed('after a cancel');
    },
  },
  {
    id: 'cancelled-any-time',
    says: 'A call that is cancelled at any moment ends at once, and nothing of it goes on.',
    over: ['folder'],
    per: 'operation',
    alone: true,
    check: async (trial: Trial): Promise<void> => {
      const { world, front } = await trial.folder(roomy);
      for (let turns = 0; turns < mostTurns; turns += 1) {
        // What an earlier turn has done can make the next ticket impossible.
        const ticket = await world.ticket(trial.operation).catch(() => 'none');
        const abort = new AbortController();
        const ended = world.end(trial.operation, { ticket, signal: abort.signal, force: true });
        for (let turn = 0; turn < turns; turn += 1) await world.clock.sleep(0);
        abort.abort();
        await within(world.clock, goneMs, ended, 'the caller was not told');
        await within(world.clock, goneMs, world.engine.idle(), 'the handler did not come to an end');
        const after = await treeOf(front.path);
        await aMoment(world.clock);
        assert.deepEqual(await treeOf(front.path), after, 'something was changed after the end');
        assert.equal(front.open, 0, 'something in the folder is still open');
      }
      assert.deepEqual(world.left, [], 'listeners are left on the caller’s signal');
    },
  },
  {
    id: 'full-disk',
    says: 'On a full disk a change is made whole or not at all, and told as a matter of storage.',
    over: ['folder'],
    per: 'operation',
    alone: true,
    leavesOut: ({ effect }) => (effect === 'read' ? 'It writes nothing.' : undefined),
    check: async (trial: Trial): Promise<void> => {
      await onFullDisk(trial, (disk) => disk.fillBytes());
      await onFullDisk(trial, async (disk) => {
        await disk.fillBytes();
        await disk.fillNames();
      });
    },
  },
  {
    id: 'changed-by-others',
    says: 'While other programs change what is in the folder, a call is answered or fails with a reason; it breaks nothing.',
    over: ['folder'],
    per: 'operation',
    alone: true,
    check: async (trial: Trial): Promise<void> => {
      const { world, front } = await trial.folder(roomy);
      const meddler = meddle(front.path);
      try {
        for (let call = 0; call < meddledCalls; call += 1) {
          const { error } = await world.end(trial.operation, { force: true });
          if (error?.category !== undefined)
            assert.ok(
              !['timeout_error', 'network_error', 'cancelled'].includes(error.category),
              `it says ${error.category}: ${error.message}`,
            );
        }
      } finally {
        await meddler.stop();
      }
      await within(world.clock, goneMs, world.engine.idle(), 'the handler did not come to an end');
      assert.equal(front.open, 0, 'something in the folder is still open');
    },
  },
  {
    id: 'folders-are-apart',
    says: 'Two folders that are connected at once share nothing: neither is told or changed by what the other is asked.',
    over: ['folder'],
    per: 'operation',
    alone: true,
    check: async (trial: Trial): Promise<void> => {
      const standIn = await folderOf(trial);
      const beside = await realpath(await mkdtemp(path.join(tmpdir(), 'wiz-beside-')));
      trial.owns(() => rm(beside, { recursive: true, force: true, maxRetries: 3 }));
      const other = path.join(beside, 'folder');
      await copyTree(standIn.path, other);
      const [front, world] = [folderFront(standIn), await trial.world()];
      const { id } = await world.connect(standIn.connection(front.path), roomy.policy);
      const { id: otherId } = await world.connect(standIn.connection(other), roomy.policy);
      const marker = '0-marker-of-the-other.txt';
      await writeFile(path.join(other, marker), `${marker}\n`);
      const before = await treeOf(other);
      // The other one is used first: what is kept of it must not show.
      const foreign = await world.end(firstRead(trial), { connection: otherId });
      const own = await world.end(trial.operation, { connection: id, force: true });
      assert.ok(own.error === undefined, `it fails beside another folder: ${own.error?.message ?? ''}`);
      assert.ok(!JSON.stringify(own.answer?.data).includes(marker), 'it shows what is in another folder');
      assert.deepEqual(await treeOf(other), before, 'it changed what is in another folder');
      assert.ok(foreign.error === undefined, `the other folder fails: ${foreign.error?.message ?? ''}`);
    },
  },
];

function firstRead(trial: Trial): string {
  const found = Object.entries(trial.contract.operations).find(([, { effect }]) => effect === 'read')?.[0];
  if (found === undefined) throw new NotApplicable('There is nothing to read.');
  return found;
}
