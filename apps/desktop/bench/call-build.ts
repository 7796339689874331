// Builds what `call.ts` and `idle.ts` run in Electron, into dist/bench/<name>-app: the application as it is, with another
// main script that measures. usage: node call-build.ts call|idle
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { build, defaultClientConditions, loadConfigFromFile, mergeConfig, type Plugin, type UserConfig } from 'vite';
import { appFolder } from '../vite/app-folder.ts';
import { buildTarget } from '../vite/build-target.ts';
import { paths } from '../vite/paths.ts';

const name = process.argv[2] ?? 'call';
const output = path.join(paths.workspace, 'dist', 'bench', `${name}-app`);
const target = buildTarget();

/** The application's own settings for one of its parts. */
async function settingsOf(part: string): Promise<UserConfig> {
  const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, path.join(paths.project, `vite.${part}.config.ts`));
  if (loaded === null) throw new Error(`There are no settings for ${part}.`);
  const { config } = loaded;
  // Its folder is the released application's; ours comes below.
  const plugins = (config.plugins ?? []).filter((plugin) => !(plugin && 'name' in plugin && plugin.name === 'wiz:app-folder'));
  return mergeConfig({ ...config, plugins }, { configFile: false, logLevel: 'warn', build: { outDir: path.join(output, part) } });
}

/** The test-only profile: what a connection may send to GitHub in a minute is lifted, in this build alone. */
const liftBudget: Plugin = {
  name: 'bench:lift-budget',
  transform: {
    filter: { id: /[\\/]integrations[\\/]github[\\/]contract[\\/]src[\\/]index\.ts$/ },
    handler: (code) => {
      const lifted = code.replace(/\bbudget: \{[^}]*\}/, 'budget: null');
      if (lifted === code) throw new Error('The contract of GitHub has no budget that could be lifted.');
      return lifted;
    },
  },
};

const main = await settingsOf('main');
await build(
  mergeConfig(main, {
    plugins: [appFolder({ project: paths.project, output, target: target.name }), ...(name === 'call' ? [liftBudget] : [])],
    build: { rolldownOptions: { input: { bench: path.join(import.meta.dirname, `${name}-app.ts`) } } },
  }),
);
await build(await settingsOf('preload'));
await build(await settingsOf('renderer'));
await build({
  configFile: false,
  root: import.meta.dirname,
  logLevel: 'warn',
  resolve: { conditions: ['wiz-isomorphic', ...defaultClientConditions] },
  build: {
    target: target.renderer,
    outDir: path.join(output, 'bench'),
    lib: { entry: path.join(import.meta.dirname, 'call-page.ts'), formats: ['iife'], name: 'wizBenchPage', fileName: () => 'call-page.js' },
  },
});
await mkdir(output, { recursive: true });
const description = path.join(output, 'package.json');
const manifest = JSON.parse(await readFile(description, 'utf8')) as Readonly<Record<string, unknown>>;
await writeFile(description, JSON.stringify({ ...manifest, main: 'main/bench.cjs' }));
