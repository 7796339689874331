import { rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, loadConfigFromFile } from 'vite';

/** The three programs of the desktop, in the order in which they are built first. */
export const PARTS = /** @type {const} */ (['main', 'preload', 'renderer']);
/** A rule for what is shipped only: an unminified window is larger than its budget. */
const SHIPPING_ONLY = 'wiz:first-screen-budget';
/**
 * The way back from the main part to its sources, for the stacks of errors. They are named by their whole place: as root the
 * application runs from a copy elsewhere. Their text is not needed: they are there. Asked for by the first line of a program, or
 * the parts that it loads at once would be read without their maps.
 */
const MAPS = {
  sourcemapExcludeSources: true,
  sourcemapPathTransform: (/** @type {string} */ source, /** @type {string} */ map) =>
    pathToFileURL(path.resolve(path.dirname(map), source)).href,
  banner: (/** @type {{ isEntry: boolean }} */ { isEntry }) =>
    isEntry ? "if (process.env.WIZ_DEV === '1') process.setSourceMapsEnabled(true);" : '',
};
/** @satisfies {Partial<Record<string, object>>} */
const OUTPUT = {
  main: { chunkFileNames: 'chunks/[name].cjs', ...MAPS },
  preload: {},
  renderer: { entryFileNames: 'assets/[name].js', chunkFileNames: 'assets/[name].js', assetFileNames: 'assets/[name][extname]' },
};
/** @typedef {(typeof PARTS)[number]} Part */

/**
 * Builds one program of the desktop and builds it again whenever one of its sources changes, libraries included.
 * @param {string} root the workspace
 * @param {Part} part
 * @param {{ started: () => void, built: (ms: number) => void, failed: (error: Error) => void }} listener called at the
 *   begin of every build and at its end
 * @returns {Promise<() => Promise<void>>} ends the watching
 */
export async function watchPart(root, part, { started, built, failed }) {
  const project = path.join(root, 'apps', 'desktop');
  const file = path.join(project, `vite.${part}.config.ts`);
  const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, file, project, 'error');
  if (loaded === null) throw new Error(`${file} is missing.`);
  const { config } = loaded;
  const options = config.build?.rolldownOptions;
  const output = Array.isArray(options?.output) ? options.output[0] : options?.output;
  // What earlier builds have left under other names.
  if (config.build?.outDir !== undefined) await rm(config.build.outDir, { recursive: true, force: true });
  const watcher = await build({
    ...config,
    configFile: false,
    logLevel: 'error',
    plugins: (await Promise.all(config.plugins ?? [])).flat().filter((plugin) => !isNamed(plugin, SHIPPING_ONLY)),
    build: {
      ...config.build,
      watch: {},
      // Emptied, the folder would for a moment be no application.
      emptyOutDir: false,
      // The quickest build: it is looked at, not shipped.
      minify: false,
      sourcemap: part === 'main',
      rolldownOptions: {
        ...options,
        // Without the hash of its content a file keeps its name, and does not stay behind at every save.
        output: { ...output, ...OUTPUT[part] },
        experimental: { ...options?.experimental, incrementalBuild: true },
      },
    },
  });
  if (!('on' in watcher)) throw new TypeError('Vite was asked to watch and did not.');
  watcher.on('event', (event) => {
    if (event.code === 'START') started();
    else if (event.code === 'ERROR') failed(event.error);
    // Closing runs the steps that put the finished files in place.
    else if (event.code === 'BUNDLE_END') event.result.close().then(() => built(event.duration), failed);
  });
  return () => watcher.close();
}

/**
 * @param {unknown} plugin
 * @param {string} name
 */
function isNamed(plugin, name) {
  return typeof plugin === 'object' && plugin !== null && 'name' in plugin && plugin.name === name;
}
