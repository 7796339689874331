import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyPackage } from './app-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-app-folder-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const from = (): string => path.join(folder, 'project', 'package.json');
const copied = (...names: readonly string[]): string => path.join(folder, 'app', 'node_modules', ...names);
const copy = (): Promise<void> => copyPackage('database', from(), copied());

/** Puts a package into the project's modules. */
function install(name: string, version: string, dependencies: Readonly<Record<string, string>> = {}): void {
  const place = path.join(folder, 'project', 'node_modules', name);
  mkdirSync(path.join(place, 'node_modules', 'private'), { recursive: true });
  writeFileSync(path.join(place, 'package.json'), JSON.stringify({ name, version, optionalDependencies: dependencies }));
  writeFileSync(path.join(place, 'index.node'), version);
}

describe('the copied database', () => {
  it('comes with what it needs, as far as that is installed', async () => {
    install('database', '1.0.0', { '@database/here': '1', '@database/elsewhere': '1' });
    install('@database/here', '1.0.0');
    await copy();
    expect(existsSync(copied('@database', 'here', 'index.node'))).toBe(true);
    expect(existsSync(copied('database', 'node_modules'))).toBe(false);
    expect(existsSync(copied('@database', 'elsewhere'))).toBe(false);
  });

  it('is not touched when it is there already: Windows could not replace what runs', async () => {
    install('database', '1.0.0');
    await copy();
    const before = statSync(copied('database', 'index.node'));
    await copy();
    expect(statSync(copied('database', 'index.node')).ino).toBe(before.ino);
  });

  it('is copied anew in another version, or when a build was killed half-way', async () => {
    install('database', '1.0.0');
    await copy();
    install('database', '2.0.0');
    await copy();
    expect(statSync(copied('database', 'index.node')).size).toBe(5);
    rmSync(copied('database', 'package.json'));
    rmSync(copied('database', 'index.node'));
    await copy();
    expect(existsSync(copied('database', 'index.node'))).toBe(true);
  });
});
