import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { variableOf } from './integrations.mjs';
import { registryFiles } from './registries.mjs';

const workspace = path.resolve(import.meta.dirname, '..', '..');

describe('the lists of the integrations', () => {
  it('are what the folders make them; else run: node tools/registries/write.mjs', async () => {
    for (const { file, text } of await registryFiles(workspace)) expect(readFileSync(path.join(workspace, file), 'utf8'), file).toBe(text);
  });
});

describe('a workspace with one more integration', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'wiz-registries-'));
    for (const file of ['.prettierrc.json', 'libs/ipc-contract/package.json', 'apps/desktop/package.json']) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      cpSync(path.join(workspace, file), path.join(root, file));
    }
    add('old-system', 'oldSystem');
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  /** @param {string} id @param {string} variable */
  function add(id, variable) {
    for (const half of ['contract', 'main']) {
      const folder = path.join(root, 'libs', 'integrations', id, half);
      mkdirSync(path.join(folder, 'src'), { recursive: true });
      writeFileSync(path.join(folder, 'package.json'), '{}');
    }
    const contract = { id, name: id.toUpperCase(), kind: 'rest', owner: '@team/it', about: 'It is there.' };
    const source = `export const ${variable} = ${JSON.stringify(contract)};\n`;
    writeFileSync(path.join(root, 'libs', 'integrations', id, 'contract', 'src', 'index.ts'), source);
  }

  /** @param {string} file @returns {Promise<string>} */
  async function made(file) {
    return (await registryFiles(root)).find((one) => one.file === file)?.text ?? '';
  }

  it('has it in each list, sorted by id, and keeps everything else', async () => {
    add('abc', 'abc');
    expect(await made('libs/ipc-contract/src/contracts.ts')).toContain(
      "  get abc() {\n    return abc;\n  },\n  get 'old-system'() {\n    return oldSystem;\n  },\n",
    );
    expect(await made('apps/desktop/src/main/implementations.ts')).toContain(
      "'old-system': async () => (await import('@wiz/integration-old-system')).integration,",
    );
    const { dependencies } = JSON.parse(await made('apps/desktop/package.json'));
    const before = JSON.parse(readFileSync(path.join(workspace, 'apps/desktop/package.json'), 'utf8')).dependencies;
    expect(Object.keys(dependencies).filter((name) => !(name in before))).toEqual([
      '@wiz/contract-abc',
      '@wiz/contract-old-system',
      '@wiz/integration-abc',
      '@wiz/integration-old-system',
    ]);
    // The ones of this workspace have no folder there.
    expect(Object.keys(before).filter((name) => !(name in dependencies))).toEqual(
      Object.keys(before).filter((name) => /^@wiz\/(contract|integration)-/.test(name) && name !== '@wiz/integration-kit'),
    );
    expect(await made('.github/CODEOWNERS')).toContain('/libs/integrations/abc/ @team/it\n/e2e/desktop/src/integrations/abc/ @team/it\n');
    expect(await made('docs/architecture/integrations/README.md')).toMatch(
      /\[ABC\]\(integration-abc\.md\) +\| rest +\| @team\/it \| It is there\./,
    );
  });

  it('is refused with its name when a half is missing, or the contract is another’s', async () => {
    add('abc', 'abd');
    await expect(registryFiles(root)).rejects.toThrow(
      'libs/integrations/abc/contract has to export a contract named “abc” whose id is “abc”.',
    );
    rmSync(path.join(root, 'libs', 'integrations', 'abc', 'main'), { recursive: true });
    await expect(registryFiles(root)).rejects.toThrow('libs/integrations/abc has no main/package.json.');
  });
});

it('names variables after folders', () => {
  expect(['github', 'google-drive', 'a-1b'].map(variableOf)).toEqual(['github', 'googleDrive', 'a1b']);
});
