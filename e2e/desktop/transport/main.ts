// Electron's main script for the laws: runs each on the application's own transport and writes what came of it, a line each.
// eslint-disable-next-line @nx/enforce-module-boundaries -- what is tried here is the application's own, and no library
import { electronTransport } from '@wiz/desktop/src/main/network/electron-transport.ts';
import { app, net } from 'electron';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { allLaws } from './all-laws.ts';
import type { MakeElectronTransport } from './electron-wish.ts';
import { wishedSessions } from './wished-sessions.ts';

const results = process.argv.at(-1) ?? '';
app.setPath('userData', path.join(path.dirname(results), 'user-data'));
// The proxy of this computer would look names up by itself.
app.commandLine.appendSwitch('no-proxy-server');
// Names that lead inside lead to this computer, for the laws and for Chromium alike: a law that is broken reaches nobody else.
const inside = ['inside', 'own', 'nowhere', 'rebinding'].map((name) => `MAP ${name}.example.com 127.0.0.1`);
app.commandLine.appendSwitch('host-resolver-rules', [...inside, 'MAP *.example.com ~NOTFOUND'].join(', '));

let count = 0;
const make: MakeElectronTransport = (wish) => {
  const { connectMs, lookupError } = wish;
  // Chromium has its own limit for connecting, and can be told of one way only in which a name is not found.
  if (connectMs !== undefined || (lookupError !== undefined && lookupError !== 'ENOTFOUND')) return undefined;
  count += 1;
  const session = wishedSessions(wish);
  const transport = electronTransport(`law-${String(count)}`, { session, net });
  return {
    send: async (request) => {
      await session.ready();
      return transport.send(request);
    },
    close: () => transport.close(),
  };
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
