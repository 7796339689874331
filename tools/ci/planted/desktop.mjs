// Bugs in the application: main, preload, window, and how they are built.

const boundary = {
  project: 'desktop',
  target: 'test',
  file: 'apps/desktop/vite/window-boundary.test.ts',
  test: 'refuses main code through %s',
};

/** @type {readonly import('../planted-bugs.mjs').PlantedBug[]} */
export const desktopBugs = [
  {
    id: 'main-plain-http',
    file: 'apps/desktop/src/main/security/external-url.ts',
    find: "url.protocol === 'https:' && url.host",
    replace: '/^https?:$/.test(url.protocol) && url.host',
    caughtBy: { project: 'desktop', target: 'test', file: 'apps/desktop/src/main/security/security.test.ts', test: 'are not %s' },
    why: 'A result of a system opens a page that anybody on the way can change.',
  },
  {
    id: 'main-no-sandbox',
    file: 'apps/desktop/src/main/security/web-preferences.ts',
    find: 'sandbox: true',
    replace: 'sandbox: false',
    caughtBy: {
      ...{ project: 'desktop', target: 'test', file: 'apps/desktop/src/main/security/security.test.ts' },
      test: 'are frozen and switch nothing on that Electron’s list warns of',
    },
    why: 'What breaks into the page has the rights of the person.',
  },
  {
    id: 'main-frame-navigates',
    file: 'apps/desktop/src/main/security/contents-guards.ts',
    find: 'return isMainFrame && isAppUrl(url);',
    replace: 'return isAppUrl(url);',
    caughtBy: {
      ...{ project: 'desktop', target: 'test', file: 'apps/desktop/src/main/security/security.test.ts' },
      test: 'may load themselves again and go nowhere else, and frames go nowhere at all',
    },
    why: 'A frame that got into the page can load it anew inside itself.',
  },
  {
    id: 'main-unsynced-file',
    file: 'apps/desktop/src/main/window/atomic-file.ts',
    find: '      await handle.writeFile(content);\n      await handle.sync();\n',
    replace: '      await handle.writeFile(content);\n',
    caughtBy: {
      ...{ project: 'tools', target: 'test', file: 'tools/dropsync/durability.test.ts' },
      test: 'while a small file is replaced leaves the old or the new one, whole',
    },
    why: 'After a power cut the file is there, and empty.',
  },
  {
    id: 'main-second-start',
    file: 'apps/desktop/src/main/index.ts',
    find: '    window.show();\n',
    replace: '',
    caughtBy: {
      ...{ project: 'desktop-e2e', target: 'e2e', file: 'e2e/desktop/src/shell/second-instance.spec.ts' },
      test: 'a second instance shows the first one’s window and ends',
    },
    why: 'Whoever starts it again sees nothing happen.',
  },
  {
    id: 'main-eager-half',
    file: 'apps/desktop/src/main/implementations.ts',
    find: "  github: async () => (await import('@wiz/integration-github')).integration,",
    replace: '  github: () => Promise.resolve(github),',
    caughtBy: {
      ...{ project: 'tools', target: 'test', file: 'tools/registries/registries.test.mjs' },
      test: 'are what the folders make them; else run: node tools/registries/write.mjs',
    },
    why: 'A list that is made was edited, and no longer loads what it names.',
  },
  {
    id: 'preload-no-bridge',
    file: 'apps/desktop/src/preload/index.ts',
    find: 'exposeBridge();',
    replace: 'void exposeBridge;',
    caughtBy: {
      ...{ project: 'desktop-e2e', target: 'e2e', file: 'e2e/desktop/src/smoke.spec.ts' },
      test: 'the first screen offers one thing to do, and does it: a folder is connected and searched',
    },
    why: 'The window is there and nothing in it does anything.',
  },
  {
    id: 'preload-own-channel',
    file: 'apps/desktop/src/preload/index.ts',
    find: "import { exposeBridge } from '@wiz/ipc-contract/preload';\n",
    replace:
      "import { ipcRenderer } from 'electron';\nimport { exposeBridge } from '@wiz/ipc-contract/preload';\n\nipcRenderer.send('ready');\n",
    caughtBy: { project: 'desktop', target: 'lint', test: 'the preload script may not import "electron"' },
    why: 'A second way to main grows beside the guarded one.',
  },
  {
    id: 'window-long-seconds',
    file: 'apps/desktop/src/renderer/text/format.ts',
    find: 'min ${twoDigits(seconds % 60)} s',
    replace: 'min ${twoDigits(seconds)} s',
    caughtBy: {
      ...{ project: 'desktop', target: 'test', file: 'apps/desktop/src/renderer/text/format.test.ts' },
      test: 'says durations in milliseconds, seconds and minutes',
    },
    why: 'A run of two minutes is said to have taken “2 min 125 s”.',
  },
  {
    id: 'window-wrong-type',
    file: 'apps/desktop/src/renderer/components/countdown.tsx',
    find: '{formatCountdown(leftMs)}',
    replace: '{formatCountdown(String(leftMs))}',
    caughtBy: { project: 'desktop', target: 'typecheck-renderer', test: "Argument of type 'string' is not assignable" },
    why: 'Components have no unit tests: their types are what holds them together.',
  },
  {
    id: 'window-pale-text',
    file: 'apps/desktop/src/renderer/app/global.css',
    find: '--wiz-quiet: #5f655e;',
    replace: '--wiz-quiet: #b5bab4;',
    caughtBy: {
      ...{ project: 'desktop-e2e', target: 'e2e', file: 'e2e/desktop/src/shell/screens.spec.ts' },
      test: 'empty screens have no accessibility fault in either theme',
    },
    why: 'Half of the words cannot be read in daylight.',
  },
  {
    id: 'build-unguarded',
    file: 'apps/desktop/vite.renderer.config.ts',
    find: 'forbidMainCode(paths.workspace), react(), ',
    replace: 'react(), ',
    caughtBy: boundary,
    why: 'Code of the main process gets into the window unnoticed.',
  },
  {
    id: 'types-unguarded',
    file: 'apps/desktop/tsconfig.renderer.json',
    find: '    "customConditions": ["wiz-isomorphic"],\n',
    replace: '',
    caughtBy: boundary,
    why: 'The type checker lets the window import main halves.',
  },
  {
    id: 'package-loose-version',
    file: 'apps/desktop/package.json',
    find: '"react": "19.3.1"',
    replace: '"react": "^19.3.1"',
    caughtBy: {
      ...{ project: 'tools', target: 'test', file: 'tools/workspace.test.mjs' },
      test: 'pins every dependency exactly and names no registry',
    },
    why: 'Two installations of one commit are two programs.',
  },
];
