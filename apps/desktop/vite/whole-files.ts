import path from 'node:path';
import type { Plugin } from 'vite';

/** What an integration imports, and what it gets in its place. */
const modules = new Map([
  ['node:fs', "module.exports = require('original-fs');"],
  ['node:fs/promises', "module.exports = require('original-fs').promises;"],
]);
const mark = '\0wiz:whole-files:';

/**
 * Gives integrations the file system as it is. Electron's own `fs` takes every file that is called `.asar` for a folder,
 * or refuses it when it is no archive: right for the application's own files, wrong for people's.
 *
 * @see https://www.electronjs.org/docs/latest/tutorial/asar-archives#treating-an-asar-archive-as-a-normal-file
 */
export function readWholeFiles(workspace: string): Plugin {
  return {
    name: 'wiz:whole-files',
    enforce: 'pre',
    resolveId: {
      order: 'pre',
      handler: (source, importer) => {
        if (source === 'original-fs') return { id: source, external: true };
        return modules.has(source) && isIntegration(importer, workspace) ? mark + source : null;
      },
    },
    load: (id) => (id.startsWith(mark) ? (modules.get(id.slice(mark.length)) ?? null) : null),
  };
}

function isIntegration(file: string | undefined, workspace: string): boolean {
  return file !== undefined && /^libs\/integrations\/[^/]+\/main\//.test(path.relative(workspace, file).split(path.sep).join('/'));
}
