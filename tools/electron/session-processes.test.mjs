import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { endProcesses, familyOf, processesOf, SESSION_VARIABLE } from './session-processes.mjs';

describe('the processes of a session', () => {
  it('are the marked ones and all below them', () => {
    const rows = [
      { pid: 1, parent: 0, marked: false },
      { pid: 10, parent: 1, marked: true },
      { pid: 12, parent: 11, marked: false },
      { pid: 11, parent: 10, marked: false },
      { pid: 20, parent: 1, marked: false },
    ];
    expect(familyOf(rows, 0).sort()).toEqual([10, 11, 12]);
  });

  it('never include the one that asks, though it may bear the mark', () => {
    const rows = [
      { pid: 10, parent: 1, marked: true },
      { pid: 11, parent: 10, marked: true },
    ];
    expect(familyOf(rows, 10)).toEqual([11]);
  });

  it.skipIf(process.platform !== 'linux')('all end, also one that does not listen when asked and its own child', async () => {
    const session = `/nowhere/${String(process.pid)}-${String(performance.now())}`;
    const stubborn =
      "process.on('SIGTERM', () => {}); require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { env: {} }); setInterval(() => {}, 1000); console.log('up')";
    const child = spawn(process.execPath, ['-e', stubborn], { env: { [SESSION_VARIABLE]: session }, stdio: ['ignore', 'pipe', 'ignore'] });
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    expect(await processesOf(session)).toHaveLength(2);
    await endProcesses(session, 500);
    expect(await processesOf(session)).toEqual([]);
    await ended;
  });
});
