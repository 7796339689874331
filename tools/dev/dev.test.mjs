import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { expect, it } from 'vitest';
import { contractSources } from './contract-sources.mjs';
import { writeHandOver } from './hand-over-file.mjs';
import { standInLines, startStandIns } from './stand-ins.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');

it('finds every operation of every contract at the line that declares it', async () => {
  const sources = await contractSources(root);
  for (const id of ['github', 'filesystem']) {
    const { [id]: contract } = await import(`@wiz/contract-${id}`);
    for (const operation of Object.keys(contract.operations)) {
      const place = sources[`${id}.${operation}`];
      expect(place, `${id}.${operation}`).toBeDefined();
      const line = (await readFile(place?.file ?? '', 'utf8')).split('\n')[(place?.line ?? 0) - 1];
      expect(line).toContain(`${operation}: ${contract.operations[operation].effect}(`);
    }
  }
});

it('tells that the stand-ins have ended when nobody asked them to', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'wiz-dev-'));
  try {
    const { pid, ended } = await startStandIns(root, path.join(folder, 'stand-ins'));
    process.kill(pid ?? 0, 'SIGKILL');
    await ended;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it('starts the stand-ins, says what to connect, hands it over, and ends them', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'wiz-dev-'));
  try {
    const { standIns, failed, pid, stop } = await startStandIns(root, path.join(folder, 'stand-ins'));
    expect(pid).toBeGreaterThan(0);
    const url = `${standIns['github']?.config['baseUrl']}/user`;
    const headers = { authorization: `Bearer ${standIns['github']?.secrets['token']}`, 'x-request-id': 'one' };
    expect((await fetch(url, { headers })).status).toBe(200);
    expect(failed).toEqual({});
    expect(existsSync(path.join(String(standIns['filesystem']?.config['root']), 'notes', 'today.txt'))).toBe(true);
    expect(standInLines(standIns, { odd: 'No port.' })).toEqual([
      expect.stringMatching(/^ {2}filesystem: root \//),
      expect.stringMatching(/^ {2}github: baseUrl http:/),
      '  odd did not start: No port.',
    ]);
    const file = path.join(folder, 'over.json');
    await writeHandOver(file, root, standIns, undefined);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      sources: { 'github.listIssues': { line: expect.any(Number) } },
      standIns: { github: { secrets: { token: expect.any(String) } } },
    });
    // Ending waits for the process, and with it for what it still writes.
    await stop();
    expect(JSON.parse(await readFile(standIns['github']?.log ?? '', 'utf8'))).toMatchObject({ text: 'GET /user → 200', requestId: 'one' });
    await expect(fetch(url, { headers })).rejects.toThrow();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
