import type { Page } from '@playwright/test';

/** Begins to keep, as text, everything that main sends to the page; until the page is loaded anew. */
export async function recordBridge(page: Page): Promise<void> {
  await page.evaluate(() => {
    const recorded: string[] = [];
    window.recorded = recorded;
    window.wizBridge.on((message) => {
      recorded.push(JSON.stringify(message));
    });
  });
}

/** What was kept so far. */
export async function recordedBridge(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => window.recorded ?? []);
}
