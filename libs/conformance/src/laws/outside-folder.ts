import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { treeOf } from '../folder-tree.ts';
import type { Trial } from '../trial.ts';

/** A folder beside the one that is connected, with something in it that must never be seen or changed. */
export interface Outside {
  readonly path: string;
  /** A file in it. Its name may be asked for; what is in it, and the other names, may not be told. */
  readonly file: string;
  /** Fails when something of it stands in the text. */
  readonly assertUnseen: (text: string, when: string) => void;
  /** Fails when something of it has changed. */
  readonly assertUnchanged: (when: string) => Promise<void>;
}

const canary = 'canary-0f4c1b';

/** Makes it; it goes away with the cell. What the example looks for is in it, so that a search would find it. */
export async function outsideFolder(trial: Trial): Promise<Outside> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'wiz-outside-')));
  trial.owns(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const file = path.join(folder, 'secret.txt');
  const words = textsOf(trial.examples[trial.operation]);
  await writeFile(file, [canary, ...words.map((word) => `${canary} ${word}`)].join('\n'));
  await mkdir(path.join(folder, `${canary}-folder`));
  await writeFile(path.join(folder, `${canary}.txt`), 'x');
  const before = await treeOf(folder);
  return {
    ...{ path: folder, file },
    assertUnseen: (text, when) => {
      assert.ok(!text.includes(canary), `${when} it shows what is outside of the folder`);
    },
    assertUnchanged: async (when) => {
      assert.deepEqual(await treeOf(folder), before, `${when} it changed what is outside of the folder`);
    },
  };
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.length > 0 && value.length < 200 ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
