import type { Plugin } from 'vite';
import { isMainOnlyFile, isNodeOrElectron } from './main-only-code.ts';

/**
 * Fails the window's build when code of the main process, Node or Electron gets into it, by whatever road:
 * a package, `export *`, an import for side effects, a dynamic import, a relative path. Vite itself lets
 * most of these pass, with an empty module in the place of Node's.
 */
export function forbidMainCode(workspace: string): Plugin {
  return {
    name: 'wiz:forbid-main-code',
    enforce: 'pre',
    resolveId: {
      order: 'pre',
      handler(source, importer) {
        if (isNodeOrElectron(source)) this.error(`The window must not import "${source}" (in ${importer ?? 'its entry'}).`);
        return null;
      },
    },
    load: {
      order: 'pre',
      handler(id) {
        if (isMainOnlyFile(id, workspace)) {
          const importers = this.getModuleInfo(id)?.importers.join(', ') ?? '';
          this.error(`The window must not import code of the main process: ${id}${importers === '' ? '' : ` (in ${importers})`}.`);
        }
        return null;
      },
    },
  };
}
