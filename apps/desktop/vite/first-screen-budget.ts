import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** The largest first screen, script and CSS gzipped, in bytes: the frameworks alone are 288 kB. */
export const firstScreenBudget = 320_000;

/** What the budget needs of a bundle: the output files by name. */
export type BundleFiles = Readonly<
  Record<
    string,
    | { readonly type: 'asset'; readonly source: string | Uint8Array }
    | {
        readonly type: 'chunk';
        readonly code: string;
        readonly isEntry: boolean;
        readonly imports: readonly string[];
        readonly viteMetadata?: { readonly importedCss: ReadonlySet<string> } | undefined;
      }
  >
>;

/** The script and style files that the page loads before anything is asked of it: the entry and all that it imports statically. */
export function firstScreenFiles(bundle: BundleFiles): readonly string[] {
  const files = new Set<string>();
  const visit = (name: string): void => {
    const file = bundle[name];
    if (file === undefined || files.has(name)) return;
    files.add(name);
    if (file.type === 'asset') return;
    for (const style of file.viteMetadata?.importedCss ?? []) visit(style);
    for (const imported of file.imports) visit(imported);
  };
  for (const [name, file] of Object.entries(bundle)) if (file.type === 'chunk' && file.isEntry) visit(name);
  return [...files];
}

/** The size of the first screen, gzipped, in bytes. */
export function firstScreenSize(bundle: BundleFiles): number {
  return firstScreenFiles(bundle).reduce((sum, name) => {
    const file = bundle[name];
    return file === undefined ? sum : sum + gzipSync(file.type === 'chunk' ? file.code : file.source, { level: 9 }).length;
  }, 0);
}

/** Fails the build when the first screen outgrows its budget, and says the figure otherwise. */
export function checkFirstScreen(budget = firstScreenBudget): Plugin {
  return {
    name: 'wiz:first-screen-budget',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const size = firstScreenSize(bundle);
        const figure = `The first screen loads ${(size / 1000).toFixed(1)} kB of script and CSS (gzipped); the limit is ${(budget / 1000).toFixed(0)} kB.`;
        if (size >= budget) this.error(figure);
        console.info(figure);
      },
    },
  };
}
