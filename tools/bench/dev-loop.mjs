// How long it takes from a save to the window that shows it, while `npm run dev` runs: `npm run bench:dev`. It changes a source of
// the window, one of the main process and a contract, each several times, and puts them back as they were.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { report, row } from '../../libs/core/bench/report.mjs';
import { untilInterrupted } from '../run/interrupt.mjs';
import { attachToPage } from './cdp.mjs';

const rounds = Math.max(3, Number(process.env['WIZ_ROUNDS'] ?? 5));
const goalMs = 2000;
/** A change that is not seen by then is not seen at all. */
const giveUpMs = 120_000;
/** A page that is just being loaded may lose a question; it is asked again then, so a long wait would be measured. */
const answerMs = 150;
const root = path.resolve(import.meta.dirname, '..', '..');

/** Each changes one place of one file so that a word of ours is seen on a screen. */
const changes = [
  {
    name: 'a file of the window',
    file: 'apps/desktop/src/renderer/shell/sidebar.tsx',
    from: 'Settings and about',
    to: (/** @type {string} */ mark) => `Settings and ${mark}`,
    screen: '#/',
  },
  {
    name: 'a file of the main process',
    file: 'apps/desktop/src/main/app-info.ts',
    from: 'logFile, notices };',
    to: (/** @type {string} */ mark) => `logFile, notices: [...notices, '${mark}'] };`,
    screen: '#/',
  },
  {
    name: 'a contract',
    file: 'libs/integrations/github/contract/src/index.ts',
    from: "name: 'GitHub',\n  kind",
    to: (/** @type {string} */ mark) => `name: '${mark}',\n  kind`,
    screen: '#/add',
  },
];

process.exitCode = await untilInterrupted(async (signal) => {
  const originals = new Map(
    await Promise.all(changes.map(async ({ file }) => /** @type {const} */ ([file, await readFile(path.join(root, file), 'utf8')]))),
  );
  for (const { file, from } of changes)
    if (originals.get(file)?.split(from).length !== 2)
      throw new Error(`${file} does not hold “${from}” once: change this benchmark with it.`);
  const restore = () => {
    for (const [file, text] of originals) writeFileSync(path.join(root, file), text);
  };
  // However this ends, also while something is waited for.
  process.once('exit', restore);
  const dev = startDev();
  try {
    await dev.shows('#/', 'Project Wiz', signal);
    const rows = [];
    for (const { name, file, from, to, screen } of changes) {
      const samples = [];
      // The first change of a kind is slower and is not what one waits for all day.
      for (let round = 0; round <= rounds; round += 1) {
        const mark = `seen${String(round)}x${String(Date.now())}`;
        const savedAt = performance.now();
        await writeFile(
          path.join(root, file),
          (originals.get(file) ?? '').replace(from, () => to(mark)),
        );
        await dev.shows(screen, mark, signal);
        if (round > 0) samples.push(performance.now() - savedAt);
        // One after the other, as a person saves.
        await sleep(500, undefined, { signal });
      }
      await writeFile(path.join(root, file), originals.get(file) ?? '');
      rows.push(
        row({ name, unit: 'ms from save to seen', samples, goal: `≤ ${String(goalMs)} ms`, meets: ({ median }) => median <= goalMs }),
      );
    }
    await report(root, 'dev-loop', {}, rows);
    return 0;
  } finally {
    restore();
    await dev.stop();
  }
});

/** Starts `npm run dev` and follows its window through every restart. */
function startDev() {
  const child = spawn(process.execPath, [path.join(root, 'tools', 'dev.mjs'), '--remote-debugging-port=0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let said = '';
  /** @type {string | undefined} The newest. */
  let address;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      said += text;
      address = [...said.matchAll(/DevTools listening on (\S+)/g)].at(-1)?.[1];
    });
  }
  /** @type {{ address: string, page: import('./cdp.mjs').Page } | undefined} */
  let at;
  return {
    /**
     * Waits until a screen shows a word.
     * @param {string} screen
     * @param {string} word
     * @param {AbortSignal} signal
     */
    async shows(screen, word, signal) {
      const expression = `location.hash.startsWith(${JSON.stringify(screen)}) || (location.hash = ${JSON.stringify(screen)}), document.body.innerText.includes(${JSON.stringify(word)})`;
      const giveUpAt = performance.now() + giveUpMs;
      while (performance.now() < giveUpAt && child.exitCode === null) {
        signal.throwIfAborted();
        try {
          if (address !== undefined && at?.address !== address) at = { address, page: await soon(attachToPage(address)) };
          const answer = at && (await soon(at.page.send('Runtime.evaluate', { expression, returnByValue: true })));
          if (answer?.result?.value === true) return;
        } catch {
          // It is being loaded or started anew: it is asked again, from the beginning.
          at = undefined;
        }
        await sleep(10, undefined, { signal });
      }
      throw new Error(`“${word}” was not seen. npm run dev said:\n${said.slice(-2000)}`);
    },
    async stop() {
      if (child.exitCode === null) child.kill('SIGINT');
      await ended;
    },
  };
}

/**
 * The promise, or a failure when it takes too long.
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
async function soon(promise) {
  const late = new AbortController();
  try {
    return await Promise.race([
      promise,
      sleep(answerMs, undefined, { signal: late.signal }).then(() => {
        throw new Error('No answer came.');
      }),
    ]);
  } finally {
    late.abort();
  }
}
