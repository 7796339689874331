import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findElectron } from './find-electron.mjs';
import { readMachine } from './machine.mjs';
import { runCommand } from './run-command.mjs';
import { processesOf } from './session-processes.mjs';
import { openSession } from './session.mjs';
import { stageApp } from './stage-app.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const machine = readMachine();
const electron = findElectron(root, machine);

// Real Electron: set-up has fetched one before `npm test` starts. Where a display is there already this is the end-to-end tests' affair.
describe.skipIf(electron === undefined || machine.platform !== 'linux' || machine.display)('a session', () => {
  it('runs an application as an ordinary user with nothing of ours, and leaves nothing behind', async () => {
    if (electron === undefined) throw new Error('There is no Electron.');
    const session = await openSession(machine, electron);
    try {
      expect(session.env['DISPLAY']).toMatch(/^:\d+$/);
      expect(session.env['HOME']).toBe(machine.env['HOME']);
      const app = await stageApp(session, path.join(import.meta.dirname, 'probe-app'));
      if (session.user !== undefined) expect((await stat(path.join(app, 'main.cjs'))).uid).toBe(session.user.uid);
      const run = await runCommand(session.executable, [app], { env: session.env });
      expect(run.code, run.stderr).toBe(0);
      const script = await readFile(session.executable, 'utf8');
      expect(script).toContain(`export HOME='${path.join(session.workFolder, 'home')}'`);
      expect(script.includes('--no-sandbox')).toBe(!session.sandboxed);
    } finally {
      await session.close();
    }
    expect(await processesOf(session.workFolder)).toEqual([]);
    expect(existsSync(session.workFolder)).toBe(false);
  }, 60_000);
});
