import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contractsOnFirstUse } from './contracts-on-first-use.ts';

let workspace: string;
const folder = (): string => path.join(workspace, 'libs', 'ipc-contract', 'src');
const write = (name: string, text: string): void => {
  writeFileSync(path.join(folder(), name), text);
};
/** A contract that says when its code runs. */
const contract = (id: string): string =>
  `globalThis.ran = [...(globalThis.ran ?? []), '${id}'];\nexport const ${id}: { id: string } = { id: '${id}' };\n`;

beforeEach(() => {
  workspace = mkdtempSync(path.join(os.tmpdir(), 'wiz-first-use-'));
  mkdirSync(folder(), { recursive: true });
  for (const id of ['first', 'second']) write(`${id}.ts`, contract(id));
  write(
    'contracts.ts',
    ['first', 'second'].map((id) => `import { ${id} } from './${id}.ts';\n`).join('') +
      'export interface Contracts { readonly first: typeof first }\n' +
      'export const contracts = {\n  get first() {\n    return first;\n  },\n  get second() {\n    return second;\n  },\n};\n',
  );
  write(
    'entry.ts',
    "import { contracts } from './contracts.ts';\nconst ran = () => [...(globalThis.ran ?? [])];\n" +
      'export const seen = [ran(), Object.keys(contracts), ran(), contracts.second.id, ran(), contracts.second.id, ran()];\n' +
      "export const half = import('./half.ts').then(({ name }) => name);\n",
  );
  // As a main half, which names its contract itself and lies in a file of its own.
  write('half.ts', "import { first } from './first.ts';\nexport const name = first.id;\n");
});
afterEach(() => {
  rmSync(workspace, { recursive: true, force: true });
});

const built = async (format: 'es' | 'cjs'): Promise<{ readonly seen: unknown; readonly half: unknown }> => {
  const outDir = path.join(workspace, format);
  const suffix = format === 'es' ? 'mjs' : 'cjs';
  const output = { format, entryFileNames: `[name].${suffix}`, chunkFileNames: `[name]-chunk.${suffix}` };
  await build({
    configFile: false,
    root: workspace,
    logLevel: 'silent',
    plugins: [contractsOnFirstUse(workspace, format === 'es' ? 'bundle' : 'files')],
    build: { ssr: true, outDir, rolldownOptions: { input: path.join(folder(), 'entry.ts'), output } },
  });
  Reflect.deleteProperty(globalThis, 'ran');
  const { seen, half } = (await import(pathToFileURL(path.join(outDir, `entry.${suffix}`)).href)) as Record<'seen' | 'half', unknown>;
  return { seen, half: await half };
};

describe('the code of a contract', () => {
  it.each(['es', 'cjs'] as const)('runs when it is first asked for, once, and that of the others not at all: %s', async (format) => {
    expect(await built(format)).toEqual({
      seen: [[], ['first', 'second'], [], 'second', ['second'], 'second', ['second']],
      half: 'first',
    });
  });

  it('is not left to run at the start when the list is written otherwise', async () => {
    write(
      'contracts.ts',
      "import { first } from './first.ts';\nimport { second } from './second.ts';\nexport const contracts = { first, second };\n",
    );
    await expect(built('es')).rejects.toThrow('does not return first from a getter');
    write('contracts.ts', "export * from './first.ts';\nexport const contracts = {};\n");
    await expect(built('es')).rejects.toThrow('imports no contract');
  });
});
