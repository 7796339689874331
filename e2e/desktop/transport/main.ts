// Electron's main script for the laws: runs each on the application's own transport and writes what came of it, a line each.
// eslint-disable-next-line @nx/enforce-module-boundaries -- what is tried here is the application's own, and no library
import { electronTransport } from '@wiz/desktop/src/main/network/electron-transport.ts';
import type { MakeTransport } from '@wiz/integration-kit/testing';
import { app, net, session } from 'electron';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { allLaws } from './all-laws.ts';

const results = process.argv.at(-1) ?? '';
app.setPath('userData', path.join(path.dirname(results), 'user-data'));
// The proxy of this computer would look names up by itself.
app.commandLine.appendSwitch('no-proxy-server');
app.commandLine.appendSwitch('host-resolver-rules', 'MAP *.example.com ~NOTFOUND');

let count = 0;
const make: MakeTransport = ({ connectMs, lookupError }) => {
  // Chromium has its own limit for connecting, and can be told of one way only in which a name is not found.
  if (connectMs !== undefined || (lookupError !== undefined && lookupError !== 'ENOTFOUND')) return undefined;
  count += 1;
  return electronTransport(`law-${String(count)}`, { session, net });
};

const laws = allLaws(make);
process.on('unhandledRejection', (reason) => {
  laws.noteStray(reason);
});
process.on('uncaughtException', (error) => {
  // Without this Electron asks what to do about it, in a window that nobody sees.
  console.error(error);
  app.exit(1);
});

async function main(): Promise<void> {
  await app.whenReady();
  for await (const result of laws.run()) appendFileSync(results, `${JSON.stringify(result)}\n`);
  app.exit(0);
}

void main();
