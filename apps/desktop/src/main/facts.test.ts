import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { appInfo } from './app-info.ts';
import { readEnvironment } from './environment.ts';

const facts = { version: '1.2.3', platform: 'linux', dataFolder: '/data', logFile: '/logs/a.log', notices: ['Careful.'] };

describe('what the application says of itself', () => {
  it('is marked when it runs in another Electron than it was made for', () => {
    expect(appInfo({ ...facts, versions: { electron: '25.1.1', chrome: '114' }, builtFor: '45.4.1' })).toEqual({
      ...facts,
      electron: '25.1.1',
      chromium: '114',
      standIn: true,
    });
    expect(appInfo({ ...facts, versions: { electron: '45.9.0', chrome: '150' }, builtFor: '45.4.1' }).standIn).toBe(false);
  });
});

describe('the surroundings', () => {
  const folder = path.join(path.parse(process.cwd()).root, 'data');

  it('may name another data folder, but only by its whole path', () => {
    expect(readEnvironment({ WIZ_USER_DATA: folder }, true)).toEqual({ dataFolder: folder, dev: false, again: false });
    expect(readEnvironment({}, true).dataFolder).toBeUndefined();
    expect(() => readEnvironment({ WIZ_USER_DATA: path.join('relative', 'folder') }, true)).toThrow(RangeError);
  });

  it('may ask for development, but never of a packaged application', () => {
    expect(readEnvironment({ WIZ_DEV: '1' }, false).dev).toBe(true);
    expect(readEnvironment({ WIZ_DEV: '1' }, true).dev).toBe(false);
    expect(readEnvironment({ WIZ_DEV: '1', WIZ_DEV_AGAIN: '1' }, false).again).toBe(true);
    expect(readEnvironment({ WIZ_DEV: '1', WIZ_DEV_AGAIN: '1' }, true).again).toBe(false);
  });

  it('may name stand-ins for development only, by a whole path', () => {
    const named = { WIZ_DEV_STAND_INS: path.join(folder, 'over.json') };
    expect(readEnvironment({ ...named, WIZ_DEV: '1' }, false).standIns).toBe(named.WIZ_DEV_STAND_INS);
    expect(readEnvironment({ ...named, WIZ_DEV: '1' }, true).standIns).toBeUndefined();
    expect(readEnvironment(named, false).standIns).toBeUndefined();
    expect(readEnvironment({ WIZ_DEV_STAND_INS: 'over.json', WIZ_DEV: '1' }, false).standIns).toBeUndefined();
  });
});
