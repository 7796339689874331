import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'vite';
import { readSession } from '../src/driver/session.ts';
import { handOver, makeWorkFolder } from '../src/driver/work-folder.ts';
import type { LawResult } from './law-result.ts';

/** Where the laws come to no end, the process is ended, and what is known by then counts. */
const limitMs = 90_000;

/**
 * Runs every law inside Electron.
 *
 * @returns what came of each that came to an end, in order
 * @throws Error when Electron did not run them to the end, with what it said
 */
export async function runLaws(): Promise<readonly LawResult[]> {
  const folder = await makeWorkFolder('transport-laws');
  await bundle(path.join(folder, 'app'));
  await handOver(folder);
  const results = path.join(folder, 'results.jsonl');
  const { code, said } = await runElectron([path.join(folder, 'app'), results]);
  const lines = await readFile(results, 'utf8').catch(() => '');
  const known = lines.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as LawResult]));
  if (code === 0) return known;
  throw new Error(
    `Electron ended with ${String(code)} after ${String(known.length)} laws, the last ${known.at(-1)?.title ?? 'none'}.\n${said}`,
  );
}

/** Makes an application folder of it, in the way that the application's main process is made. */
async function bundle(folder: string): Promise<void> {
  await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['electron'], target: 'node' },
    build: {
      ssr: true,
      // The oldest Node in any Electron that the tests run in; newer ones run it too.
      target: 'node18',
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: path.join(import.meta.dirname, 'main.ts'),
        output: { format: 'cjs', entryFileNames: 'main.cjs' },
      },
    },
  });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ name: 'transport-laws', main: 'main.cjs' }));
}

async function runElectron(args: readonly string[]): Promise<{ readonly code: unknown; readonly said: string }> {
  const child = spawn(readSession().executable, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const limit = new AbortController();
  void sleep(limitMs, undefined, { signal: limit.signal }).then(
    () => child.kill('SIGKILL'),
    () => undefined,
  );
  try {
    const [said, [code, signal]] = await Promise.all([text(child.stderr), once(child, 'close') as Promise<[number | null, string | null]>]);
    return { code: code ?? signal, said };
  } finally {
    limit.abort();
  }
}
