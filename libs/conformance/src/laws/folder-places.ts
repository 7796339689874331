import type { ErrorCategory } from '@wiz/core';
import assert from 'node:assert/strict';
import { chmod, rename, rm, stat, writeFile } from 'node:fs/promises';
import { asOrdinaryUser } from '../as-ordinary-user.ts';
import type { FolderFront } from '../folder-front.ts';
import { NotApplicable, type Law } from '../law.ts';
import type { Trial } from '../trial.ts';
import type { World } from '../world.ts';

const roomy = { policy: { retries: 0, breakerFailures: 10 } } as const;

/** What the operation, and a trial of the connection, fail with while the folder is as it should not be. */
async function assertTold(trial: Trial, world: World, ticket: string | undefined, allowed: readonly ErrorCategory[]): Promise<void> {
  const error = await world.failure(trial.operation, { ticket, force: true });
  assert.ok(allowed.includes(error.category), `it says ${error.category}: ${error.message}`);
  assert.equal(error.outcome, 'none', 'it says that something may have been done');
}

/** Puts the folder aside for as long as something else is looked at; it is back when the cell is over. */
async function aside(trial: Trial, front: FolderFront): Promise<() => Promise<void>> {
  const other = `${front.path}.aside`;
  let isBack = false;
  const back = async (): Promise<void> => {
    if (isBack) return;
    isBack = true;
    await rm(front.path, { recursive: true, force: true });
    await rename(other, front.path);
  };
  await rename(front.path, other);
  trial.owns(back);
  return back;
}

/** What holds when the folder itself is not as it was. */
export const placeLaws: readonly Law[] = [
  {
    id: 'folder-gone',
    says: 'A folder that is gone is told as not found; when it is back, all works again.',
    over: ['folder'],
    per: 'operation',
    alone: true,
    check: async (trial: Trial): Promise<void> => {
      const { world, front } = await trial.folder(roomy);
      const ticket = await world.ticket(trial.operation);
      const back = await aside(trial, front);
      await assertTold(trial, world, ticket, ['not_found']);
      await back();
      const { error } = await world.end(trial.operation, { force: true });
      assert.ok(error === undefined, `it is back, and still: ${error?.message ?? ''}`);
    },
  },
  {
    id: 'folder-is-a-file',
    says: 'A file in the folder’s place is a matter of the connection’s settings.',
    over: ['folder'],
    per: 'operation',
    alone: true,
    check: async (trial: Trial): Promise<void> => {
      const { world, front } = await trial.folder(roomy);
      const ticket = await world.ticket(trial.operation);
      const back = await aside(trial, front);
      await writeFile(front.path, 'a file');
      await assertTold(trial, world, ticket, ['configuration_error']);
      await back();
    },
  },
  {
    id: 'folder-unreadable',
    says: 'A folder that may not be opened is a matter of permission.',
    over: ['folder'],
    per: 'operation',
    alone: true,
    // The rights are those of the whole process.
    sideBySide: 1,
    check: async (trial: Trial): Promise<void> => {
      const { world, front } = await trial.folder(roomy);
      const ticket = await world.ticket(trial.operation);
      const { mode } = await stat(front.path);
      await chmod(front.path, 0);
      trial.owns(() => chmod(front.path, mode));
      const looked = await asOrdinaryUser(async () => {
        await assertTold(trial, world, ticket, ['permission_error']);
        return true;
      });
      if (looked === undefined) throw new NotApplicable('The rights of this process cannot be taken away here.');
    },
  },
];
