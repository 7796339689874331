import assert from 'node:assert/strict';
import { rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { NotApplicable, type Law } from '../law.ts';
import { pathFieldsOf } from '../path-fields.ts';
import type { Trial } from '../trial.ts';
import type { End } from '../world-options.ts';
import { outsideFolder } from './outside-folder.ts';

const roomy = { policy: { retries: 0, breakerFailures: 10 } } as const;
/** No folder’s name may be so long, and no path so deep. */
const [longName, deepPath] = ['n'.repeat(300), 'a/'.repeat(3000)] as const;
/** How a path ends that may not be used. */
const refusals: ReadonlySet<string> = new Set(['validation_error', 'permission_error', 'not_found', 'configuration_error']);

/** The example, with another place in one of its fields, or in all. */
function inputsAt(trial: Trial, place: string): readonly unknown[] {
  const example = trial.examples[trial.operation] as Readonly<Record<string, unknown>>;
  return pathFieldsOf(trial.spec).map((field) => ({ ...example, [field]: place }));
}

/** Rows 61 and 63 of the fault catalogue: nothing outside of the folder is seen or changed. */
export const confinementLaws: readonly Law[] = [
  {
    id: 'links-are-not-followed',
    says: 'A link that leads out of the folder is never followed: nothing behind it is told or changed.',
    over: ['folder'],
    per: 'operation',
    alone: true,
    check: async (trial: Trial): Promise<void> => {
      const { world, front } = await trial.folder(roomy);
      const outside = await outsideFolder(trial);
      const links = { 'wiz-link': outside.path, 'wiz-file': outside.file };
      await layLinks(front.path, links);
      await world.end(trial.operation);
      outside.assertUnseen(world.told(), 'with links in the folder');
      for (const place of ['wiz-link', 'wiz-file', 'wiz-link/secret.txt', 'wiz-link/new', './wiz-link/../wiz-link/secret.txt'])
        for (const input of inputsAt(trial, place)) {
          // What was asked before may have put something else in their place, as it may.
          await layLinks(front.path, links);
          await world.end(trial.operation, { input, force: true });
          outside.assertUnseen(world.told(), `asked for ${place}`);
          await outside.assertUnchanged(`asked for ${place}`);
        }
    },
  },
  {
    id: 'paths-stay-inside',
    says: 'A path that leads out of the folder, or that no name can be, is refused with a sentence.',
    over: ['folder'],
    per: 'operation',
    alone: true,
    leavesOut: (operation) => (pathFieldsOf(operation).length > 0 ? undefined : 'It takes no path.'),
    check: async (trial: Trial): Promise<void> => {
      const { world, front } = await trial.folder(roomy);
      const outside = await outsideFolder(trial);
      const beside = path.relative(front.path, outside.path);
      const leading = [
        '..',
        '../',
        'a/../../b',
        beside,
        path.join(beside, 'secret.txt'),
        outside.path,
        outside.file,
        '/',
        '/etc/passwd',
        '//',
      ];
      const impossible = ['nul\0byte', `${outside.file}\0.txt`, longName, `${longName}/${longName}`, deepPath];
      for (const place of [...leading, ...impossible])
        for (const input of inputsAt(trial, place)) {
          const shown = JSON.stringify(place.slice(0, 40));
          assertRefused(await world.end(trial.operation, { input, force: true }), shown);
          outside.assertUnseen(world.told(), `asked for ${shown}`);
          await outside.assertUnchanged(`asked for ${shown}`);
        }
      // Some systems take them for something else; here they may be plain names.
      for (const place of ['C:\\Windows', '\\\\?\\C:\\', '\\\\server\\share', 'CON', 'trailing. ', '..\\..'])
        for (const input of inputsAt(trial, place)) await world.end(trial.operation, { input, force: true });
      await outside.assertUnchanged('asked for names of other systems');
    },
  },
];

/** Lays links anew. @throws NotApplicable where none can be made: on Windows, to a file, without the right to */
async function layLinks(folder: string, links: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, target] of Object.entries(links)) {
    const place = path.join(folder, name);
    await rm(place, { recursive: true, force: true });
    await symlink(target, place, 'junction').catch((error: unknown) => {
      throw new NotApplicable(`No link can be made here: ${String(error)}`);
    });
  }
}

function assertRefused({ error }: End, place: string): void {
  assert.ok(error !== undefined, `the path ${place} was accepted`);
  assert.ok(refusals.has(error.category), `for the path ${place} it says ${error.category}: ${error.message}`);
}
