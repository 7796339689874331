import { transportLaws, type MakeTransport } from '@wiz/integration-kit/testing';
import { chromiumLaws } from './chromium-laws.ts';
import { LawList } from './law-list.ts';

/** Every law that holds for the application's transport, ready to run on what `make` makes. */
export function allLaws(make: MakeTransport): LawList {
  const list = new LawList();
  const watched = list.watched(make);
  transportLaws('Electron', watched, list);
  chromiumLaws('Electron', watched, list);
  return list;
}
