import type { ElectronApplication } from '@playwright/test';

/** What the main process has asked the disk for since `countFileWork`. */
export interface FileWork {
  readonly opened: number;
  readonly reads: number;
}

/** Puts a counter before the main process's own opening and reading of files. What they do stays what it was. */
export async function countFileWork(app: ElectronApplication): Promise<void> {
  await app.evaluate(async () => {
    // What is evaluated here has no `require` of its own, so it borrows the one of the script that Electron began with.
    const { mainModule: load } = process as unknown as { readonly mainModule?: NodeJS.Module };
    // The folder service uses Electron's unchanged file system, which knows no archives.
    const { promises: files } = load?.require('original-fs') as typeof import('node:fs');
    const work = { opened: 0, reads: 0 };
    Object.assign(globalThis, { fileWork: work });
    const open = files.open.bind(files);
    files.open = async (...args: Parameters<typeof open>) => {
      work.opened += 1;
      return open(...args);
    };
    const probe = await open(process.execPath, 'r');
    const handles = Object.getPrototypeOf(probe) as { read: (...args: readonly unknown[]) => unknown };
    await probe.close();
    const { read } = handles;
    handles.read = function (this: unknown, ...args) {
      work.reads += 1;
      return Reflect.apply(read, this, args);
    };
  });
}

/** How often it did so far. */
export async function fileWork(app: ElectronApplication): Promise<FileWork> {
  return app.evaluate(() => ({ ...(globalThis as typeof globalThis & { fileWork: FileWork }).fileWork }));
}
