import path from 'node:path';
import { test as base, type TestInfo } from '@playwright/test';
import { launchDesktop, type Desktop, type LaunchOptions } from './driver/launch-desktop.ts';

/** Starts applications for tests, and ends them. */
export interface Lab {
  /** The application that the tests of one file share. Started when first asked for, anew after a test that failed. */
  shared(): Promise<Desktop>;
  /** One more, of this test alone: with data of its own, or of an earlier one. */
  launch(options?: LaunchOptions): Promise<Desktop>;
}

/** The application that is shared just now, and by which file. */
interface Slot {
  file: string;
  desktop: Desktop | undefined;
}

/** `test` with the application. What a failed test looked like is kept as picture and trace. */
export const test = base.extend<{ traced: boolean; lab: Lab }, { slot: Slot }>({
  /** Whether what happens is recorded, for a failure to be looked into. It costs time with every step. */
  traced: [true, { option: true }],
  slot: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const slot: Slot = { file: '', desktop: undefined };
      await use(slot);
      await slot.desktop?.close();
    },
    { scope: 'worker' },
  ],
  lab: async ({ slot, traced }, use, info) => {
    const own: Desktop[] = [];
    const recorded: Desktop[] = [];
    const start = async (options?: LaunchOptions): Promise<Desktop> => {
      const desktop = await launchDesktop(options);
      if (traced) {
        // Every step's snapshot shows what a film would, which takes a third of the test's processor time.
        await desktop.app.context().tracing.start({ screenshots: false, snapshots: true });
        recorded.push(desktop);
      }
      return desktop;
    };
    if (slot.desktop !== undefined && slot.file !== info.file) {
      await slot.desktop.close();
      slot.desktop = undefined;
    }
    if (slot.desktop !== undefined && traced) {
      await slot.desktop.app.context().tracing.startChunk();
      recorded.push(slot.desktop);
    }
    slot.file = info.file;
    await use({
      shared: async () => (slot.desktop ??= await start()),
      launch: async (options) => {
        const desktop = await start(options);
        own.push(desktop);
        return desktop;
      },
    });
    for (const desktop of recorded) await keepTrace(desktop, info);
    for (const desktop of own) await desktop.close();
  },
});

export { expect } from '@playwright/test';

/** An application that was ended by its test shows nothing any more, and kept nothing. */
async function keepTrace(desktop: Desktop, info: TestInfo): Promise<void> {
  if (desktop.ended()) return;
  const { app, page } = desktop;
  if (info.status === info.expectedStatus) {
    await app.context().tracing.stopChunk();
    return;
  }
  const name = String(app.process().pid);
  await page.screenshot({ path: path.join(info.outputDir, `window-${name}.png`), timeout: 3000 }).catch(() => undefined);
  await app.context().tracing.stopChunk({ path: path.join(info.outputDir, `trace-${name}.zip`) });
}
