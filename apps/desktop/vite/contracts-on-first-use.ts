import path from 'node:path';
import type { Plugin } from 'vite';

const imported = /^import \{ (\w+) \} from '([^']+)';\n/gm;

/**
 * Runs a contract's code when the contract is first asked for, and not at every start for every integration there is: a hundred
 * contracts of twenty operations take about half a second, in the main process and in the window. In the list of contracts the
 * imports become calls of `require`, which the bundler resolves like an import and runs where it stands.
 *
 * @throws Error when the list is no longer written as this expects
 */
export function contractsOnFirstUse(workspace: string): Plugin {
  const file = path.join(workspace, 'libs', 'ipc-contract', 'src', 'contracts.ts').split(path.sep).join('/');
  return {
    name: 'wiz:contracts-on-first-use',
    enforce: 'pre',
    transform: {
      order: 'pre',
      filter: { id: file },
      handler(code) {
        let lazy = code;
        for (const [line, name = '', source = ''] of code.matchAll(imported)) {
          lazy = lazy.replace(line, `import type { ${name} } from '${source}';\n`);
          const asked = `return ${name};`;
          if (!lazy.includes(asked)) this.error(`${file} does not return ${name} from a getter.`);
          lazy = lazy.replace(asked, `return require('${source}').${name};`);
        }
        if (lazy === code) this.error(`${file} imports no contract as this expects.`);
        return { code: lazy, map: null };
      },
    },
    // What runs later has no value yet when its chunk ends, and Rolldown's CommonJS hands values over there and then. As ES modules
    // do, a chunk hands over what has a value only later when it is asked for it.
    renderChunk(code, _chunk, { format }) {
      if (format !== 'cjs') return null;
      const late = new Set(Array.from(code.matchAll(/^var ([\w$]+(?:, [\w$]+)*);$/gm), ([, names = '']) => names.split(', ')).flat());
      const handed = code.replaceAll(/^exports\.([\w$]+) = ([\w$]+);$/gm, (line: string, name: string, variable: string) =>
        late.has(variable) ? `Object.defineProperty(exports, '${name}', { enumerable: true, get: () => ${variable} });` : line,
      );
      return handed === code ? null : { code: handed, map: null };
    },
  };
}
