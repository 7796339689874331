import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import type { Image } from './disk.ts';
import { readEvents, type DiskEvent } from './events.ts';

const run = promisify(execFile);

/** Where a compiler is found by name; in the order of asking. */
const compilers = ['cc', 'gcc', 'clang'];
const flags = ['-shared', '-fPIC', '-O2', '-Wall', '-Wextra', '-Werror', '-U_FORTIFY_SOURCE', '-fvisibility=hidden'];

/**
 * The first C compiler that can make a library that can be loaded before others, its headers included.
 * @returns undefined where there is none, and on systems other than 64-bit Linux, which the recorder is written for
 */
export async function findCompiler(): Promise<string | undefined> {
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) return undefined;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'wiz-compiler-'));
  try {
    const trial = path.join(folder, 'trial.c');
    await writeFile(trial, '#include <dlfcn.h>\n#include <sys/syscall.h>\nint trial(void) { return SYS_openat; }\n');
    for (const compiler of compilers) {
      const works = await run(compiler, [...flags, '-o', path.join(folder, 'trial.so'), trial]).then(
        () => true,
        () => false,
      );
      if (works) return compiler;
    }
    return undefined;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Builds the recorder into a folder.
 * @returns the library's path
 * @throws what the compiler says
 */
export async function buildRecorder(compiler: string, folder: string): Promise<string> {
  const library = path.join(folder, 'recorder.so');
  await run(compiler, [...flags, '-o', library, path.join(import.meta.dirname, 'recorder.c'), '-ldl', '-pthread']);
  return library;
}

export interface Recording {
  /** What the folder held before. */
  readonly start: Image;
  readonly events: readonly DiskEvent[];
  /** What it held when the process had ended. */
  readonly end: Image;
}

export interface RecordOptions {
  /** The recorder's library. */
  readonly recorder: string;
  /** A folder for the record; `disk` in it is what is recorded, and is made where it is missing. */
  readonly folder: string;
  /** A program and its first arguments; the recorded folder and the file of marks follow, then `args`. */
  readonly program: readonly [file: string, ...first: string[]];
  readonly args?: readonly string[];
}

/** Runs a program to its end and records what it does to the folder. @throws what it says when it fails */
export async function recordProgram({ recorder, folder, program: [file, ...first], args = [] }: RecordOptions): Promise<Recording> {
  await mkdir(path.join(folder, 'disk'), { recursive: true });
  // The recorder compares paths as they are written, so they are without links.
  const whole = await realpath(folder);
  const [disk, marks, log] = [path.join(whole, 'disk'), path.join(whole, 'marks'), path.join(whole, 'record')] as const;
  await writeFile(marks, '');
  const start = await readImage(disk);
  await run(file, [...first, disk, marks, ...args], {
    env: {
      ...process.env,
      LD_PRELOAD: recorder,
      WIZ_DROPSYNC_ROOT: disk,
      WIZ_DROPSYNC_LOG: log,
      WIZ_DROPSYNC_MARKS: marks,
      // Through io_uring Node would write past the recorder.
      UV_USE_IO_URING: '0',
    },
  });
  return { start, events: readEvents(await readFile(log), disk), end: await readImage(disk) };
}

/** Reads everything below a folder. */
export async function readImage(folder: string): Promise<Image> {
  const folders: string[] = [];
  const files = new Map<string, Buffer>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const whole = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, whole).split(path.sep).join('/');
    if (entry.isDirectory()) folders.push(name);
    else files.set(name, await readFile(whole));
  }
  return { folders: folders.sort(), files };
}

/** Makes files and folders as they are in an image, in a folder that is empty or missing. */
export async function writeImage({ folders, files }: Image, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of folders) await mkdir(path.join(folder, name), { recursive: true });
  for (const [name, bytes] of files) await writeFile(path.join(folder, name), bytes);
}
