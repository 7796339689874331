import path from 'node:path';
import type { Plugin } from 'vite';

const imported = /^import \{ (\w+) \} from '([^']+)';\n/gm;
/** Stands for the file of a contract until it is known from where that is asked for. */
const asked = 'wiz-contract:';

/**
 * Runs a contract's code when the contract is first asked for, and not at every start for every integration there is: a hundred
 * contracts of twenty operations take about half a second, in the main process and in the window. In the list of contracts the
 * imports become calls of `require`.
 *
 * @param home where the code lies until then: `files`, one for each contract, which CommonJS reads when it runs them, so that the
 *   start does not read them either; or `bundle`, for the window, which can wait for no file in the middle of a function: there the
 *   bundler resolves the call like an import and runs the code where it stands
 * @throws Error when the list is no longer written as this expects
 */
export function contractsOnFirstUse(workspace: string, home: 'files' | 'bundle'): Plugin {
  const file = path.join(workspace, 'libs', 'ipc-contract', 'src', 'contracts.ts').split(path.sep).join('/');
  return {
    name: 'wiz:contracts-on-first-use',
    enforce: 'pre',
    resolveId: (id) => (id.startsWith(asked) ? { id, external: true } : null),
    transform: {
      order: 'pre',
      filter: { id: file },
      handler(code) {
        let lazy = code;
        for (const [line, name = '', source = ''] of code.matchAll(imported)) {
          lazy = lazy.replace(line, `import type { ${name} } from '${source}';\n`);
          const given = `return ${name};`;
          if (!lazy.includes(given)) this.error(`${file} does not return ${name} from a getter.`);
          if (home === 'files') this.emitFile({ type: 'chunk', id: source, importer: file, fileName: `contracts/${name}.cjs` });
          lazy = lazy.replace(given, `return require('${home === 'files' ? `${asked}${name}` : source}').${name};`);
        }
        if (lazy === code) this.error(`${file} imports no contract as this expects.`);
        return { code: lazy, map: null };
      },
    },
    renderChunk(code, { fileName }) {
      const top = path.posix.relative(path.posix.dirname(fileName), '') || '.';
      const found = code.replaceAll(new RegExp(`${asked}(\\w+)`, 'g'), `${top}/contracts/$1.cjs`);
      return found === code ? null : { code: found, map: null };
    },
  };
}
