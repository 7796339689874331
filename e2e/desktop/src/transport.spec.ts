import { expect, test } from '@playwright/test';
import { allLaws } from '../transport/all-laws.ts';
import { nameOf, type LawResult } from '../transport/law-result.ts';
import { runLaws } from '../transport/run-laws.ts';
import { launchDesktop } from './driver/launch-desktop.ts';

// Only to know them by name; they run inside Electron.
const { laws } = allLaws(() => undefined);
const groups = [...new Set(laws.map(({ group }) => group))];

const offSwitch = 'NODE_TLS_REJECT_UNAUTHORIZED';

/** What Chromium cannot be brought to: a limit of our own for connecting, and failures of the look-up that it tells apart. */
const notApplicable: readonly string[] = [
  'row 2: EAI_AGAIN is a network_error, not a matter of credentials',
  'row 4: EHOSTUNREACH is a network_error, not a matter of credentials',
  'row 4: ETIMEDOUT is a timeout_error, not a matter of credentials',
  'row 3: a connection that nobody takes ends at the limit for connecting',
  'row 3: encryption that is never agreed on ends at the limit for connecting',
];

test.describe('the laws of a transport, in Electron', () => {
  let results: readonly LawResult[] = [];
  test.beforeAll(async () => {
    test.setTimeout(120_000);
    results = await runLaws();
  });

  test('each was run once, and none was left out but those that Chromium cannot be brought to', () => {
    expect(results.map(nameOf)).toEqual(laws.map(nameOf));
    const leftOut = results.filter(({ outcome }) => outcome === 'not-applicable');
    for (const result of leftOut)
      test.info().annotations.push({ type: 'not applicable', description: `${nameOf(result)}: ${result.reason}` });
    expect(leftOut.map(({ title }) => title)).toEqual(notApplicable);
  });

  for (const group of groups)
    test(group, () => {
      const own = results.filter((result) => result.group === group);
      expect(own).not.toEqual([]);
      for (const { title, outcome, reason } of own) expect.soft(outcome === 'failed' ? reason : '', title).toBe('');
    });
});

test('no variable of the environment switches the application’s certificate checks off', async () => {
  process.env[offSwitch] = '0';
  const desktop = await launchDesktop().finally(() => Reflect.deleteProperty(process.env, offSwitch));
  try {
    expect(await desktop.app.evaluate((_electron, name) => name in process.env, offSwitch)).toBe(false);
  } finally {
    await desktop.close();
  }
});
