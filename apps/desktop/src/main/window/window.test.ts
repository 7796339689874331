import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeAtomically } from './atomic-file.ts';
import { keptPlace } from './keep-place.ts';
import { minimumSize, parseWindowState, placeWindow, type WindowState } from './window-state.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1040 };
const state: WindowState = { x: 100, y: 50, width: 1300, height: 900, maximized: false };

describe('a window’s place', () => {
  it('comes back as it was remembered', () => {
    expect(placeWindow(parseWindowState(JSON.stringify(state)), [screen])).toEqual(state);
  });

  it('is left to the system the first time', () => {
    expect(placeWindow(undefined, [screen])).toEqual({ width: 1200, height: 800, maximized: false });
  });

  it.each([
    ['a screen that is gone', { x: 3000, y: 50 }],
    ['above the screen, out of reach', { x: 100, y: -500 }],
    ['below the screen', { x: 100, y: 1035 }],
    ['left of the screen but for a sliver', { x: -1250, y: 50 }],
  ])('is left to the system when it was on %s', (_where, place) => {
    expect(placeWindow({ ...state, ...place, maximized: true }, [screen])).toEqual({ width: 1300, height: 900, maximized: true });
  });

  it('is kept on a second screen, also one left of the first', () => {
    const left = { x: -1280, y: 0, width: 1280, height: 1024 };
    expect(placeWindow({ ...state, x: -1200, width: 1000 }, [screen, left])).toMatchObject({ x: -1200, width: 1000 });
  });

  it('is never larger than its screen nor smaller than what shows everything', () => {
    expect(placeWindow({ ...state, width: 9000, height: 9000 }, [screen])).toMatchObject({ width: 1920, height: 1040 });
    expect(placeWindow({ ...state, width: 5, height: 5, x: 0 }, [screen])).toMatchObject(minimumSize);
  });

  it.each([
    ...['', '{', 'null', '[]', '"x"', '{}', '{"x":1,"y":2,"width":3}', '{"x":1,"y":2,"width":300,"height":"300","maximized":false}'],
    ...[
      '{"x":1e99,"y":2,"width":300,"height":300,"maximized":false}',
      '{"x":1,"y":2,"width":-300,"height":300,"maximized":false}',
      '{"x":1.5,"y":2,"width":3,"height":3,"maximized":false}',
    ],
  ])('is forgotten when the file says %s', (text) => {
    expect(parseWindowState(text)).toBeUndefined();
  });
});

describe('an atomic write', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-atomic-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('makes the folder, replaces the content and leaves nothing beside it', async () => {
    const file = path.join(folder, 'new', 'state.json');
    await writeAtomically(file, 'one');
    await writeAtomically(file, 'two');
    expect(readFileSync(file, 'utf8')).toBe('two');
    expect(readdirSync(path.dirname(file))).toEqual(['state.json']);
  });

  it('that fails leaves what was there and no draft', async () => {
    writeFileSync(path.join(folder, 'state.json'), 'old');
    await expect(writeAtomically(path.join(folder, 'state.json', 'below-a-file'), 'new')).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['state.json']);
    expect(readFileSync(path.join(folder, 'state.json'), 'utf8')).toBe('old');
  });
});

describe('the screen that was open', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-place-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is opened again when it is one of ours, else the first', () => {
    const file = path.join(folder, 'place.txt');
    expect(keptPlace(file)).toBe('app://hub/');
    writeFileSync(file, 'app://hub/#/connections/1/listIssues');
    expect(keptPlace(file)).toBe('app://hub/#/connections/1/listIssues');
    for (const foreign of ['https://example.org/', 'app://hub.evil/', '']) {
      writeFileSync(file, foreign);
      expect(keptPlace(file)).toBe('app://hub/');
    }
  });
});
