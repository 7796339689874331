import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'vite';

export interface AppFolderOptions {
  /** The folder of the application's own package.json. */
  readonly project: string;
  readonly output: string;
  readonly target: string;
}

interface DesktopManifest {
  readonly version: string;
  readonly productName: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Makes the output a folder that Electron can run from anywhere: its own package.json, and libsql with its prebuilt binary. */
export function appFolder({ project, output, target }: AppFolderOptions): Plugin {
  return {
    name: 'wiz:app-folder',
    apply: 'build',
    async closeBundle() {
      const manifest = JSON.parse(await readFile(path.join(project, 'package.json'), 'utf8')) as DesktopManifest;
      const workspace = JSON.parse(await readFile(path.join(project, '..', '..', 'package.json'), 'utf8')) as {
        description: string;
        license: string;
      };
      const own = {
        name: 'project-wiz',
        productName: manifest.productName,
        version: manifest.version,
        description: workspace.description,
        license: workspace.license,
        author: 'The Project Wiz authors',
        private: true,
        main: 'main/index.cjs',
        // What was copied; the packager looks here for what belongs into the archive.
        dependencies: { libsql: manifest.dependencies['libsql'] },
        wiz: { buildTarget: target },
      };
      await mkdir(output, { recursive: true });
      await writeFile(path.join(output, 'package.json'), `${JSON.stringify(own, undefined, 2)}\n`);
      await cp(path.join(project, 'packaging', 'window-icon.png'), path.join(output, 'icon.png'));
      await copyPackage('libsql', path.join(project, 'package.json'), path.join(output, 'node_modules'));
    },
  };
}

/**
 * Copies a package and whatever of its dependencies is installed, each to the top of `modules`. What is there already in
 * this version stays: Windows lets nobody replace a binary that a running application has loaded.
 */
export async function copyPackage(name: string, from: string, modules: string, seen = new Set<string>()): Promise<void> {
  if (seen.has(name)) return;
  seen.add(name);
  const folder = packageFolder(name, from);
  // The other platforms' binaries are optional dependencies that are not installed here.
  if (folder === undefined) return;
  const description = path.join(folder, 'package.json');
  const manifest = JSON.parse(await readFile(description, 'utf8')) as {
    readonly version: string;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly optionalDependencies?: Readonly<Record<string, string>>;
  };
  const target = path.join(modules, name);
  if ((await versionIn(target)) !== manifest.version) {
    await rm(target, { recursive: true, force: true });
    const wanted = (source: string): boolean => source === folder || (source !== description && path.basename(source) !== 'node_modules');
    await cp(folder, target, { recursive: true, filter: wanted });
    // Last: it says that the copy is whole.
    await cp(description, path.join(target, 'package.json'));
  }
  const dependencies = { ...manifest.dependencies, ...manifest.optionalDependencies };
  for (const dependency of Object.keys(dependencies)) await copyPackage(dependency, description, modules, seen);
}

/** The version of a copied package; undefined where there is none, or only a part of one. */
async function versionIn(folder: string): Promise<string | undefined> {
  try {
    return (JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as { readonly version: string }).version;
  } catch {
    return undefined;
  }
}

function packageFolder(name: string, from: string): string | undefined {
  const lookups = createRequire(from).resolve.paths(name) ?? [];
  const require = createRequire(from);
  for (const lookup of lookups) {
    try {
      return path.dirname(require.resolve(path.join(lookup, name, 'package.json')));
    } catch {
      // Not in this folder; the next one up may have it.
    }
  }
  return undefined;
}
