import path from 'node:path';
import axe from 'axe-core';
import type { Page } from '@playwright/test';

const folder = path.resolve(import.meta.dirname, '..', '..', '..', '..', 'dist', 'test-output', 'desktop-e2e', 'screens');

/** What axe has to say against a screen, in one line each. */
export type Finding = string;

/** Takes a picture of what the window shows, in light and dark, and lets axe look at both. */
export async function checkScreen(page: Page, name: string): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor();
    await page.evaluate(settled);
    // Without the option that stops animations: with it, Chromium 114 crashed now and then.
    await page.screenshot({ path: path.join(folder, `${name}-${theme}.png`) });
    // Themes differ in colours only.
    const violations = await violationsIn(page, theme === 'light' ? {} : { runOnly: ['color-contrast', 'link-in-text-block'] });
    for (const { id, help, nodes } of violations) {
      for (const { target, failureSummary } of nodes) {
        findings.push(`${name}, ${theme}: ${id} (${help}) at ${target.join(' ')}. ${failureSummary ?? ''}`.replaceAll(/\s+/g, ' '));
      }
    }
  }
  return findings;
}

/** Brings axe into a page once. The window has no frames, so its Playwright package, which brings it anew each time, is not needed. */
async function violationsIn(page: Page, options: axe.RunOptions): Promise<readonly axe.Result[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    // What is in order is only counted, which saves a third of the time.
    (asked) => (globalThis as unknown as { readonly axe: typeof axe }).axe.run(document, { ...asked, resultTypes: ['violations'] }),
    options,
  );
  return violations;
}

/** Waits until colours have changed over: for some frames nothing moves any more but what moves for ever. */
async function settled(): Promise<void> {
  for (let quiet = 0; quiet < 5; quiet += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const passing = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    if (passing.length > 0) quiet = 0;
    await Promise.allSettled(passing.map(({ finished }) => finished));
  }
}
