import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';

const program = fileURLToPath(new URL('./testing/misbehaving-program.ts', import.meta.url));
const lineShape = z.record(z.string(), z.unknown());
const linesOf = (all: string): readonly Readonly<Record<string, unknown>>[] =>
  all
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => lineShape.parse(JSON.parse(line)));

describe('an integration that would end the process, or keeps it busy', () => {
  it('row 45: fails by itself and is named, the others live, and the log says what happened', { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-rogue-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true, force: true });
    });
    const file = path.join(folder, 'a.log');
    const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    const ended = once(child, 'close') as Promise<[code: number | null, signal: string | null]>;
    const printed = await text(child.stdout);
    // The guards have been given back: now it may end itself.
    expect([printed.endsWith('released\n'), ...(await ended)]).toEqual([true, 7, null]);
    const failed = { state: 'failed', category: 'internal_error', outcome: 'none', integration: 'rogue', operation: 'look' };
    expect(linesOf(printed)).toEqual([
      ...['exit', 'reallyExit', 'abort', 'kill'].map((way) => ({ way, ...failed })),
      // A change may have been made before.
      { way: 'exit', ...failed, outcome: 'unknown', operation: 'put' },
      { way: 'later', state: 'succeeded' },
      { way: 'loop', state: 'succeeded' },
    ]);

    const log = linesOf(readFileSync(file, 'utf8'));
    const refused = log.filter(({ event }) => event === 'exit_refused');
    // The last two: in a callback, and by somebody who hears of the exception that this was.
    expect(refused.map(({ call }) => call)).toEqual(['exit', 'reallyExit', 'abort', 'kill', 'exit', 'exit', 'exit']);
    for (const { stack } of refused) expect(JSON.stringify(stack)).toMatch(/misbehaving-program\.ts:\d+:\d+/);
    expect(log.filter(({ event }) => event === 'uncaught_exception')).toHaveLength(1);
    expect(log.filter(({ event }) => event === 'main_blocked')).toEqual([
      expect.objectContaining({ integration: 'rogue', connection: expect.any(String) as string, operation: 'look' }),
    ]);
    expect(log.find(({ event }) => event === 'main_blocked')?.['silentMs']).toBeGreaterThanOrEqual(5000);
  });
});
