// Electron's main script for `idle.ts`: the application as it is, which is left alone with its connections and watched.
import os from 'node:os';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { app, BrowserWindow, type WebContents } from 'electron';
import '../src/main/index.ts';
import type { IdleOrder, IdleResults } from './idle-results.ts';
import { measureInApplication } from './in-application.ts';

/** Until everything that a start brings along is over: the first look at each connection is within five seconds. */
const calmMs = 30_000;

measureInApplication(watch);

async function watch(contents: WebContents, order: IdleOrder): Promise<IdleResults> {
  for (const token of order.tokens)
    await contents.executeJavaScript(`wizBench.connect(${JSON.stringify(order.url)}, ${JSON.stringify(token)})`);
  for (const window of BrowserWindow.getAllWindows()) window.hide();
  await sleep(calmMs);
  // The first answer says how much since the start, each later one how much since the one before.
  const percent = (): Readonly<Record<string, number>> => {
    const used: Record<string, number> = {};
    for (const { type, cpu } of app.getAppMetrics()) used[type] = (used[type] ?? 0) + cpu.percentCPUUsage * os.cpus().length;
    return used;
  };
  percent();
  const samples: Readonly<Record<string, number>>[] = [];
  for (let at = 0; at < order.seconds; at += order.every) {
    await sleep(order.every * 1000);
    samples.push(percent());
  }
  return { electron: process.versions.electron, samples };
}
