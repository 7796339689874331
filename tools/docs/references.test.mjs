import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lawsFile, parseTest, References } from './references.mjs';

/** @type {string} */
let root;
/** @type {References} */
let references;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'wiz-docs-'));
  const files = {
    'libs/a/src/retry.ts': 'export const retry = 1;',
    'libs/a/src/retry.test.ts': "it('waits', () => {}); it(`waits ${n} times`, () => {});",
    'libs/b/node_modules/x/wheel.test.ts': "it('turns', () => {});",
    'e2e/wheel.spec.ts': "test('turns', () => {});",
    [lawsFile]: '',
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  }
  references = new References(root);
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('a reference to a file', () => {
  it('is right when the file is there and exports what is named', () => {
    expect(references.problemOfFile('libs/a/src/retry.ts')).toBe(undefined);
    expect(references.problemOfFile('libs/a/src/retry.ts#retry')).toBe(undefined);
  });

  it('is wrong for a folder, for nothing, and for a name that is not exported', () => {
    expect(references.problemOfFile('libs/a/src')).toBe('libs/a/src is not there.');
    expect(references.problemOfFile('libs/a/src/gone.ts')).toBe('libs/a/src/gone.ts is not there.');
    expect(references.problemOfFile('libs/a/src/retry.ts#backoff')).toBe('libs/a/src/retry.ts exports no “backoff”.');
  });
});

describe('a reference to a test', () => {
  it('is right when the file has a test of exactly this title', () => {
    expect(references.problemOfTest('libs/a/src/retry.test.ts › waits')).toBe(undefined);
    expect(references.problemOfTest('libs/a/src/retry.test.ts › waits … times')).toBe(undefined);
    expect(references.problemOfTest('libs/a/src/retry.test.ts › wait')).toBe('libs/a/src/retry.test.ts has no test “wait”.');
  });

  it('says where a test has gone', () => {
    const gone = 'libs/a/src/retry.test.ts has no test “turns”. A test of this title is in e2e/wheel.spec.ts.';
    expect(references.problemOfTest('libs/a/src/retry.test.ts › turns')).toBe(gone);
    expect(references.problemOfTest('e2e/gone.spec.ts › turns')).toMatch(/^e2e\/gone\.spec\.ts is not there\. A test/);
  });

  it('is wrong for a file that no runner runs', () => {
    expect(references.problemOfTest('libs/a/src/retry.ts › waits')).toBe('libs/a/src/retry.ts is run by no test runner.');
  });

  it('may name a law, by its title or by its row', () => {
    expect(parseTest('laws › row 9')).toEqual({ file: lawsFile, title: 'row 9', isLaw: true });
    expect(references.problemOfTest('laws › row 9')).toBe(undefined);
    expect(references.problemOfTest('laws › keeps no cookie and caches nothing')).toBe(undefined);
    expect(references.problemOfTest('laws › row 999')).toBe('There is no law “row 999”.');
  });

  it.each(['libs/a/src/retry.test.ts', 'libs/a/src/retry.test.ts › ', 'a › b › c'])('has to be a file and a title: %s', (reference) => {
    expect(() => parseTest(reference)).toThrow(/is no “<file> › <title>”/);
  });
});
