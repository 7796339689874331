import { readdirSync } from 'node:fs';
import path from 'node:path';
import { build, type Rolldown } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { paths } from './paths.ts';

const folder = path.join(paths.workspace, 'libs', 'integrations');
const ids = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
/** What main loads at its start: its entries, and the half of it that comes while the window is made. */
const started = ['src/main/index.ts', 'src/main/store/store-worker.ts', 'src/main/application.ts'].map((file) =>
  path.join(paths.project, file),
);

type Chunk = Rolldown.OutputChunk;
let chunks: ReadonlyMap<string, Chunk>;
beforeAll(async () => {
  const built = (await build({
    configFile: path.join(paths.project, 'vite.main.config.ts'),
    logLevel: 'silent',
    build: { write: false },
  })) as Rolldown.RolldownOutput;
  chunks = new Map(built.output.flatMap((part) => (part.type === 'chunk' ? [[part.fileName, part] as const] : [])));
}, 60_000);

/** A chunk with all that it loads before its own first line. */
function withImports(first: readonly Chunk[]): ReadonlySet<Chunk> {
  const found = new Set(first);
  for (const chunk of found) {
    for (const name of chunk.imports) {
      const next = chunks.get(name);
      if (next !== undefined) found.add(next);
    }
  }
  return found;
}

const holds = (chunk: Chunk, file: string): boolean => chunk.moduleIds.some((id) => path.normalize(id).startsWith(file));

describe('the built main process', () => {
  it.each(ids)('does not load the main half of %s at its start, but has it in a chunk that is loaded on first use', (id) => {
    const half = path.join(folder, id, 'main') + path.sep;
    const all = [...chunks.values()];
    const atStart = withImports(all.filter((chunk) => started.some((file) => holds(chunk, file))));
    expect([...atStart].filter((chunk) => holds(chunk, half)).map(({ fileName }) => fileName)).toEqual([]);
    const lazy = new Set(all.flatMap(({ dynamicImports }) => dynamicImports));
    const entry = all.find((chunk) => holds(chunk, path.join(half, 'src', 'index.ts')));
    expect(entry === undefined ? 'nowhere' : lazy.has(entry.fileName)).toBe(true);
  });

  it.each(ids)('does not read the contract of %s at its start', (id) => {
    const contract = path.join(folder, id, 'contract') + path.sep;
    const all = [...chunks.values()];
    const atStart = withImports(all.filter((chunk) => started.some((file) => holds(chunk, file))));
    expect([...atStart].filter((chunk) => holds(chunk, contract)).map(({ fileName }) => fileName)).toEqual([]);
    expect(all.some((chunk) => holds(chunk, contract))).toBe(true);
  });

  it('begins with all that it says it begins with', () => {
    for (const file of started) expect([...chunks.values()].filter((chunk) => holds(chunk, file))).toHaveLength(1);
  });
});
