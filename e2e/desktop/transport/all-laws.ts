import { transportLaws } from '@wiz/integration-kit/testing';
import { chromiumLaws } from './chromium-laws.ts';
import type { MakeElectronTransport } from './electron-wish.ts';
import { LawList } from './law-list.ts';
import { proxyLaws } from './proxy-laws.ts';

/** Every law that holds for the application's transport, ready to run on what `make` makes. */
export function allLaws(make: MakeElectronTransport): LawList {
  const list = new LawList();
  const watched = list.watched(make);
  transportLaws('Electron', watched, list);
  chromiumLaws('Electron', watched, list);
  proxyLaws('Electron', watched, list);
  return list;
}
