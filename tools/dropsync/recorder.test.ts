import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differences } from './prove.ts';
import { buildRecorder, findCompiler, recordProgram, type Recording } from './record.ts';

const compiler = await findCompiler();
/** Milliseconds for one test; a busy machine takes many times what an idle one does. */
const patience = 120_000;
let folder: string;
let recorder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-recorder-'));
  if (compiler !== undefined) recorder = await buildRecorder(compiler, folder);
}, patience);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function record(program: readonly [string, ...string[]]): Promise<Recording> {
  return recordProgram({ recorder, folder: mkdtempSync(path.join(folder, 'record-')), program });
}

describe.skipIf(compiler === undefined)('the recorder', { timeout: patience }, () => {
  it('follows all that Node does to files, in its threads too, and takes down what is written to the marks', async () => {
    const recording = await record([process.execPath, path.join(import.meta.dirname, 'testing', 'busy.ts')]);
    expect(differences(recording, () => false)).toEqual([]);
    expect([...recording.end.files.keys()]).toEqual(
      expect.arrayContaining(['kept', 'pieces', 'deep/moved', 'all of it/copy', 'deep/deeper/relative/big']),
    );
    expect(recording.events.filter(({ kind }) => kind === 'sync')).toHaveLength(2);
    expect(recording.events.at(-1)).toEqual({ kind: 'mark', text: '{"begun":0,"state":"done"}\n' });
  });

  it('follows the calls that other programs use', async () => {
    const program = path.join(folder, 'busy');
    await promisify(execFile)(compiler ?? '', ['-o', program, path.join(import.meta.dirname, 'testing', 'busy.c')]);
    const recording = await record([program]);
    expect(differences(recording, () => false)).toEqual([]);
    expect(Object.fromEntries([...recording.end.files].map(([name, bytes]) => [name, bytes.length]))).toEqual({
      made: 12,
      linked: 15,
      'inner/renamed': 200,
      'inner/sent': 15,
    });
    expect(recording.events.filter(({ kind }) => kind === 'sync')).toHaveLength(1);
  });
});
