import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
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
    await page.screenshot({ path: path.join(folder, `${name}-${theme}.png`), animations: 'disabled' });
    // Electron cannot open the blank page that axe would otherwise use. Themes differ in colours only.
    const axe = new AxeBuilder({ page }).setLegacyMode(true);
    const { violations } = await (theme === 'light' ? axe : axe.withRules(['color-contrast', 'link-in-text-block'])).analyze();
    for (const { id, help, nodes } of violations) {
      for (const { target, failureSummary } of nodes) {
        findings.push(`${name}, ${theme}: ${id} (${help}) at ${target.join(' ')}. ${failureSummary ?? ''}`.replaceAll(/\s+/g, ' '));
      }
    }
  }
  return findings;
}

/** Waits until colours have changed over: nothing moves any more but what moves for ever. */
async function settled(): Promise<void> {
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  await frame();
  const passing = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(passing.map(({ finished }) => finished));
  await frame();
}
