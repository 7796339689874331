import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { IntegrationError } from '@wiz/core';
import { RunId, type RunDetail } from '@wiz/engine/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { development } from './development.ts';
import { editorAddress, isContractSource } from './editor-address.ts';

const id = RunId.parse('0f3c2b1a-1111-4222-8333-000000000001');
const run = { id, integration: 'github', operation: 'listIssues', correlationId: 'this-run' } as unknown as RunDetail;

describe('what a developer sees more', () => {
  let folder: string;
  let shown: unknown[];
  const at = (name: string): string => path.join(folder, name);
  const handOver = (over: unknown): void => {
    writeFileSync(at('over.json'), JSON.stringify(over));
  };
  const made = () =>
    development({
      file: at('over.json'),
      engine: () =>
        Promise.resolve({
          runs: { get: (asked) => (asked === id ? Promise.resolve(run) : Promise.reject(new IntegrationError('not_found', 'Gone.'))) },
        }),
      show: (...place) => {
        shown.push(place);
        return Promise.resolve();
      },
    });

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-development-'));
    shown = [];
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is the stand-in’s connection, its lines about the run, and the place in the contract', async () => {
    const file = '/work/libs/integrations/github/contract/src/issues.ts';
    handOver({
      sources: { 'github.listIssues': { file, line: 50 } },
      standIns: { github: { label: 'GitHub', config: { baseUrl: 'http://127.0.0.1:1' }, secrets: { token: 't' }, log: at('github.log') } },
    });
    const line = (text: string, requestId?: string) => JSON.stringify({ at: 5, text, requestId });
    writeFileSync(
      at('github.log'),
      [
        line('GET / → 200', 'another'),
        line('GET /repos → 500', 'this-run'),
        line('started'),
        line('GET /repos → 200', 'this-run'),
        '{"at":',
      ].join('\n'),
    );
    expect(await made().standIn('github')).toEqual({ label: 'GitHub', config: { baseUrl: 'http://127.0.0.1:1' }, secrets: { token: 't' } });
    expect(await made().standIn('toString')).toBeNull();
    expect(await made().originOf(id)).toEqual({
      source: { file, line: 50 },
      log: [
        { at: 5, text: 'GET /repos → 500' },
        { at: 5, text: 'GET /repos → 200' },
      ],
    });
    await made().openSource(id);
    expect(shown).toEqual([[file, 50]]);
  });

  it('is nothing where nothing, or nonsense, was handed over', async () => {
    expect(await made().originOf(id)).toEqual({ source: null, log: null });
    handOver({ sources: 5 });
    expect(await made().standIn('github')).toBeNull();
    await expect(made().openSource(id)).rejects.toMatchObject({ category: 'not_found' });
    await expect(made().originOf(RunId.parse('0f3c2b1a-1111-4222-8333-000000000002'))).rejects.toMatchObject({ category: 'not_found' });
  });

  it.each(['/etc/passwd', '/work/libs/integrations/github/contract/src/../../x.ts', '/work/libs/integrations/github/contract/src/a.sh'])(
    'is never the file %s',
    async (file) => {
      handOver({ sources: { 'github.listIssues': { file, line: 1 } }, standIns: {} });
      expect(isContractSource(file)).toBe(false);
      await expect(made().openSource(id)).rejects.toMatchObject({ category: 'not_found' });
      expect(shown).toEqual([]);
    },
  );
});

it('shows a line in the editor by an address that it understands', () => {
  expect(editorAddress('/home/ada/my work/libs/a#b.ts', 7)).toBe('vscode://file/home/ada/my%20work/libs/a%23b.ts:7');
  expect(editorAddress('C:\\wiz\\libs\\a.ts', 7)).toBe('vscode://file/C:/wiz/libs/a.ts:7');
});
