import { spawn } from 'node:child_process';
import process from 'node:process';
import { createInterface } from 'node:readline';

/** What a program finds in a folder. */
export interface Found {
  /** Everything that counts, as a text that can be compared; empty for nothing at all. */
  readonly state: string;
  /** What must not happen whatever the disk lost: a file found damaged, a row that cannot be read. */
  readonly complaints: readonly string[];
}

/** Programs that look at folders. */
export interface Readers {
  /** @param what the folder is to be looked at for: a word that the program knows. @throws when it died, with what it said */
  look(what: string, folder: string): Promise<Found>;
  close(): void;
}

/**
 * Starts a script for Node so many times, to look at folders side by side. It reads lines `<what> <folder>` and answers each with a
 * line: a `Found` as JSON.
 */
export function startReaders(count: number, script: string): Readers {
  const readers = Array.from({ length: count }, () => startReader(script));
  let turn = 0;
  return {
    look: (what, folder) => {
      turn = (turn + 1) % count;
      return readers[turn]?.ask(`${what} ${folder}`) ?? Promise.reject(new RangeError('there is no reader'));
    },
    close: () => {
      for (const reader of readers) reader.close();
    },
  };
}

interface Waiting {
  readonly resolve: (found: Found) => void;
  readonly reject: (error: Error) => void;
}

function startReader(script: string): { ask(line: string): Promise<Found>; close(): void } {
  const child = spawn(process.execPath, [script], { stdio: 'pipe' });
  const waiting: Waiting[] = [];
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer: unknown = JSON.parse(line);
    if (isFound(answer)) waiting.shift()?.resolve(answer);
    else waiting.shift()?.reject(new Error(`the reader answered: ${line}`));
  });
  const end = (): void => {
    for (const { reject } of waiting.splice(0)) reject(new Error(`the reader ended: ${said}`));
  };
  child.once('close', end).once('error', end);
  // Who waits hears of the end.
  child.stdin.on('error', () => undefined);
  return {
    ask: (line) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        if (child.exitCode === null) child.stdin.write(`${line}\n`);
        else end();
      }),
    close: () => {
      child.stdin.end();
    },
  };
}

function isFound(answer: unknown): answer is Found {
  return typeof answer === 'object' && answer !== null && 'state' in answer && typeof answer.state === 'string' && 'complaints' in answer;
}
