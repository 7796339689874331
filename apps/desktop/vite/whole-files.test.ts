import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readWholeFiles } from './whole-files.ts';

let workspace: string;
beforeEach(() => {
  workspace = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'wiz-whole-files-')));
});
afterEach(() => {
  rmSync(workspace, { recursive: true, force: true });
});

/** Builds one file of the workspace as main is built, and returns the code. */
async function built(place: string): Promise<string> {
  const file = path.join(workspace, ...place.split('/'));
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(
    file,
    "import { constants } from 'node:fs';\nimport { lstat } from 'node:fs/promises';\nconsole.log(lstat, constants.O_RDONLY);\n",
  );
  const output = await build({
    root: workspace,
    configFile: false,
    logLevel: 'error',
    plugins: [readWholeFiles(workspace)],
    ssr: { noExternal: true, target: 'node' },
    build: { ssr: true, write: false, minify: false, rolldownOptions: { input: file, output: { format: 'cjs' } } },
  });
  if (!('output' in output)) throw new TypeError('One build was asked for.');
  return output.output.map((part) => (part.type === 'chunk' ? part.code : '')).join('\n');
}

it('an integration sees a file called .asar as the file that it is', async () => {
  const code = await built('libs/integrations/shelf/main/src/index.ts');
  expect(code).toContain('require("original-fs").promises');
  expect(code).not.toContain('require("node:fs');
});

it('the application itself reads from its archive', async () => {
  const code = await built('apps/desktop/src/main/index.ts');
  expect(code).toContain('require("node:fs/promises")');
  expect(code).not.toContain('original-fs');
});
