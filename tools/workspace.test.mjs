import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const read = (/** @type {string} */ file) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const folders = ['apps/*', 'libs/*', 'libs/integrations/*/*', 'e2e/*', 'tools', 'tools/nx-plugin']
  .flatMap((pattern) => globSync(`${pattern}/project.json`, { cwd: root }))
  .map((file) => path.dirname(file));

describe('the workspace', () => {
  it.each(folders)('%s has exactly one type, a name that follows the rule, and the targets that CI asks for', (folder) => {
    const { name, tags, targets } = read(path.join(folder, 'project.json'));
    const types = tags.filter((/** @type {string} */ tag) => tag.startsWith('type:'));
    expect(types).toHaveLength(1);
    expect(read(path.join(folder, 'package.json')).name).toBe(`@wiz/${name}`);
    expect(Object.keys(targets)).toEqual(expect.arrayContaining(['lint', 'typecheck']));
    const [, , id, half] = folder.split(path.sep);
    if (folder.includes('integrations')) {
      expect(name).toBe(half === 'contract' ? `contract-${String(id)}` : `integration-${String(id)}`);
      expect(tags).toContain(`scope:${String(id)}`);
    }
  });

  it('phones nobody and marks no foreign project for one new package', () => {
    const nx = read('nx.json');
    expect(nx).toMatchObject({
      analytics: false,
      neverConnectToCloud: true,
      pluginsConfig: { '@nx/js': { projectsAffectedByDependencyUpdates: 'auto' } },
    });
    expect(nx).not.toHaveProperty('nxCloudId');
    expect(nx).not.toHaveProperty('nxCloudAccessToken');
  });

  it('pins every dependency exactly and names no registry', () => {
    for (const folder of ['.', ...folders]) {
      const { dependencies = {}, devDependencies = {}, optionalDependencies = {} } = read(path.join(folder, 'package.json'));
      for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
        expect
          .soft(`${name} ${String(version)}`)
          .toMatch(name.startsWith('@wiz/') ? / \*$/ : / (npm:[a-z-]+@)?\d+\.\d+\.\d+(-[a-z]+\.\d+)?$/);
      }
    }
    expect(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "https?:/);
  });

  it('has a tripwire on every main-only entry', () => {
    for (const folder of folders) {
      const { exports = {} } = read(path.join(folder, 'package.json'));
      for (const [entry, target] of Object.entries(exports)) {
        const isomorphic = typeof target === 'string';
        const mainOnly =
          /integrations[\\/][^\\/]+[\\/]main$/.test(folder) ||
          entry === './main' ||
          entry === './preload' ||
          (folder.endsWith('engine') && entry !== './types') ||
          (folder.endsWith('integration-kit') && entry === './testing');
        if (mainOnly)
          expect.soft(target, `${folder} ${entry}`).toMatchObject({ 'wiz-isomorphic': { types: null, default: './src/main-only.ts' } });
        else expect.soft(isomorphic, `${folder} ${entry}`).toBe(true);
      }
    }
  });
});
