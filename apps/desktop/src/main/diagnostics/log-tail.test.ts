import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logTail } from './log-tail.ts';

let folder: string;
let files: readonly string[];
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-tail-'));
  files = ['a.log', 'a.log.1', 'a.log.2'].map((name) => path.join(folder, name));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const lines = (...numbers: readonly number[]): string => numbers.map((n) => `${JSON.stringify({ n })}\n`).join('');
const tail = async (most = 100): Promise<readonly unknown[]> => (await logTail(files, ({ n }) => n !== 3, most)).map(({ n }) => n);

describe('the end of the log', () => {
  it('is read over its files, oldest line first, only what is wanted', async () => {
    writeFileSync(files[0] ?? '', lines(4, 5));
    writeFileSync(files[2] ?? '', lines(1, 2, 3));
    expect(await tail()).toEqual([1, 2, 4, 5]);
    expect(await tail(2)).toEqual([4, 5]);
  });

  it('passes over what is no line of ours', async () => {
    writeFileSync(files[0] ?? '', `${lines(1)}half a li\n[]\nnull\n${lines(2)}{"n":`);
    expect(await tail()).toEqual([1, 2]);
  });

  it('is all that is read of a file that has grown beyond all measure', async () => {
    const [file = ''] = files;
    writeFileSync(file, lines(0));
    truncateSync(file, 200_000_000);
    appendFileSync(file, `\n${lines(1, 2)}`);
    expect(await tail()).toEqual([1, 2]);
  });
});
