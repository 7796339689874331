import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkContract } from './check.mjs';
import { liftSamples } from './lift-samples.mjs';
import { everySample } from './samples.mjs';
import { snapshotToWrite } from './snapshot-to-write.mjs';
import { readSnapshots, snapshotFolder, snapshotText, takeSnapshot, withoutSamples } from './snapshot.mjs';
import { parcelsMigrations, parcelsOne, parcelsTwo } from './testing/parcels.mjs';

/** @typedef {import('@wiz/integration-kit/contract').AnyContract} AnyContract */
/** @typedef {import('@wiz/integration-kit/contract').Migration} Migration */

const one = takeSnapshot(parcelsOne);
const two = parcelsTwo(parcelsMigrations);
const [migration] = parcelsMigrations;

/** The first version as another one. @param {string} version @param {Partial<AnyContract>} [change] @returns {AnyContract} */
const oneAt = (version, change = {}) => ({ ...parcelsOne, page: { ...parcelsOne.page, version }, ...change });
const { find, send } = parcelsOne.operations;

describe('a contract', () => {
  it('is well when it is as its snapshot says', () => {
    expect(checkContract(parcelsOne, [one])).toEqual([]);
  });

  it('needs a snapshot of its version', () => {
    const says = /^Version 1\.0\.0 of “parcels” has no snapshot\. Run: node tools\/contracts\/write\.mjs parcels$/;
    expect(checkContract(parcelsOne, [])).toEqual([expect.stringMatching(says)]);
    expect(checkContract(oneAt('1.1.0'), [one])).toEqual([
      'Version 1.1.0 of “parcels” has no snapshot. Run: node tools/contracts/write.mjs parcels',
    ]);
  });

  it.each([
    ['wording', 'patch', '1.0.1', { operations: { find: { ...find, title: 'Find' }, send } }, 'The operation “find” has another title.'],
    ['additive', 'minor', '1.1.0', { operations: { find, send, look: find } }, 'The operation “look” is new.'],
    [
      'breaking',
      'major',
      '2.0.0',
      { operations: { find: { ...find, effect: 'write' }, send } },
      'The operation “find” is write now, not read.',
    ],
  ])('that has changed needs the step of its worst change: %s, so a %s one', (kind, step, version, change, says) => {
    const changed = (/** @type {string} */ to) => checkContract(oneAt(to, /** @type {Partial<AnyContract>} */ (change)), [one]);
    expect(changed('1.0.0')).toEqual([
      [
        `“parcels” has changed since version 1.0.0, and 1.0.0 is too small a step: it needs a ${step} one.`,
        `  - ${kind}: ${says}`,
        `Set page.version of its contract to ${version}, then run: node tools/contracts/write.mjs parcels`,
        'Only if 1.0.0 was never released: node tools/contracts/write.mjs --replace parcels',
      ].join('\n'),
    ]);
    expect(changed(version)).toEqual([expect.stringContaining(`Version ${version} of “parcels” has no snapshot.`)]);
  });

  it('does not go back behind what was released', () => {
    expect(checkContract(oneAt('0.9.0'), [one])[0]).toContain('is at version 0.9.0, but 1.0.0 was released already');
  });
});

describe('a new major version', () => {
  /** @param {Partial<Migration>} part */
  const withOnly = (part) => checkContract(parcelsTwo([{ from: 1, ...part }]), [one]).join('\n');

  it('is well with a migration of everything that may have been saved, and keeps the older snapshot', () => {
    expect(checkContract(two, [one, takeSnapshot(two)])).toEqual([]);
  });

  it('asks for the migrations that are missing, and names the fields', () => {
    expect(checkContract(parcelsTwo([]), [one, takeSnapshot(two)])).toEqual([
      [
        '“parcels” does not say what becomes of what version 1.0.0 has saved. Add a migration to its contract, migrations: [{ from: 1, … }], for:',
        '  - config, because: The settings: “server” is gone.',
        '  - config, because: The settings: “address” is new and has to be there.',
        '  - config, because: The settings: “pageSize” has 100 as the most now, not 500.',
      ].join('\n'),
    ]);
    expect(withOnly({ config: migration.config, renamed: migration.renamed })).toContain(
      '  - inputs.find, because: The input of “search”: “speed” is not “slow” any more.',
    );
  });

  it('asks for a migration also from a version that is older than the last', () => {
    const three = { ...parcelsTwo([], '3.0.0'), migrations: [{ from: 2 }] };
    expect(checkContract(three, [one, takeSnapshot(two), takeSnapshot(three)])[0]).toContain('what version 1.0.0 has saved');
  });

  it('is refused when what an older version has saved is not taken once it is lifted, with the value and the reason', () => {
    const careless = withOnly({ ...migration, config: ({ server, pageSize }) => ({ address: server, pageSize }) });
    expect(careless).toContain('What version 1.0.0 of “parcels” has saved is not taken any more:');
    expect(careless).toMatch(/the settings of version 1\.0\.0 \{.*"pageSize":500\}: lifted, it is refused \(“pageSize”: /);
    const failing = withOnly({
      ...migration,
      inputs: {
        find: () => {
          throw new Error('it cannot');
        },
      },
    });
    expect(failing).toContain('the input of “find” of version 1.0.0 {}: the migration fails (it cannot)');
  });

  it('is refused when an older minor version’s values are not taken any more, though nothing has a name', () => {
    const stricter = { ...find, input: find.input.refine(({ text }) => text === undefined) };
    const says = checkContract(oneAt('1.1.0', { operations: { find: stricter, send } }), [one]).join('\n');
    expect(says).toContain('it needs a major one');
    expect(says).toContain('the input of “find” of version 1.0.0 {"speed":"normal","text":"example"}: lifted, it is refused');
  });
});

describe('samples', () => {
  it('are the least, the full, and each choice and bound, and every one was taken', () => {
    expect(one.samples.inputs['find']).toEqual({
      least: {},
      full: { speed: 'normal', text: 'example' },
      others: { speed: ['slow', 'express'], text: ['x'] },
    });
    expect(one.samples.config).toMatchObject({
      least: { server: 'https://parcels.example' },
      full: { pageSize: 50 },
      others: { pageSize: [1, 500] },
    });
    const all = Object.values(one.samples.inputs).flatMap((inputs) => everySample(inputs));
    expect(liftSamples(parcelsOne, one)).toEqual({
      lifted: all.length + everySample(one.samples.config ?? { full: {}, others: {} }).length,
      refused: [],
    });
  });

  it('are the same whenever they are made', () => {
    expect(takeSnapshot(parcelsOne)).toEqual(one);
  });

  it('leave out a field that none can be made for, and say when none can be made at all', () => {
    // Nothing that is made up is two capital letters and a number.
    expect(one.samples.inputs['send']?.full).toEqual({ weight: 1 });
    expect(withoutSamples(one)).toEqual([]);
    const picky = { ...find, input: find.input.refine(() => false) };
    expect(withoutSamples(takeSnapshot(oneAt('1.0.0', { operations: { find: picky, send } })))).toEqual(['the input of “find”']);
  });
});

describe('a snapshot', () => {
  /** A workspace in which these were written. @param {readonly (readonly [string, string])[]} files names and texts */
  function workspace(files) {
    const root = mkdtempSync(path.join(os.tmpdir(), 'wiz-contracts-'));
    onTestFinished(() => {
      rmSync(root, { recursive: true, force: true });
    });
    const folder = path.join(root, snapshotFolder('parcels'));
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of files) writeFileSync(path.join(folder, name), text);
    return root;
  }
  const never = () => false;
  const text = JSON.stringify(one);

  it('is written where there is none, and read back as it was', async () => {
    const { file, text: made = '', says } = await snapshotToWrite(workspace([]), parcelsOne, { replace: false, isReleased: never });
    expect([file, says]).toEqual(['libs/integrations/parcels/contract/snapshots/1.0.0.json', [file]]);
    expect(readSnapshots(workspace([['1.0.0.json', made]]), 'parcels')).toEqual([one]);
    expect(await snapshotText(workspace([]), one)).toBe(made);
  });

  it('is read in the order of versions, not of names', async () => {
    const at = (/** @type {string} */ version) => /** @type {const} */ ([`${version}.json`, JSON.stringify(takeSnapshot(oneAt(version)))]);
    const found = readSnapshots(workspace([at('1.10.0'), at('1.9.0'), at('10.0.0'), at('2.0.0')]), 'parcels');
    expect(found.map(({ contract: { version } }) => version)).toEqual(['1.9.0', '1.10.0', '2.0.0', '10.0.0']);
  });

  it('under another name than its version is refused, and so is that of another contract', () => {
    expect(() => readSnapshots(workspace([['1.1.0.json', text]]), 'parcels')).toThrow(/1\.1\.0\.json is the snapshot of “parcels” 1\.0\.0/);
  });

  it('is left as it is where it is there, and not written over when the contract has changed', async () => {
    const options = { replace: false, isReleased: never };
    const root = workspace([['1.0.0.json', text]]);
    const there = await snapshotToWrite(root, parcelsOne, options);
    expect(there).toEqual({ ok: true, says: [expect.stringContaining('is there already')] });
    const refused = await snapshotToWrite(root, oneAt('1.0.0', { operations: { ...parcelsOne.operations, look: find } }), options);
    expect([refused.ok, refused.file, refused.says[0]]).toEqual([false, undefined, expect.stringContaining('it needs a minor one')]);
  });

  it('is written anew when that is asked for, unless it was released', async () => {
    const root = workspace([['1.0.0.json', text]]);
    const changed = oneAt('1.0.0', { operations: { ...parcelsOne.operations, look: find } });
    const anew = await snapshotToWrite(root, changed, { replace: true, isReleased: never });
    expect(anew.text).toContain('"look"');
    const released = await snapshotToWrite(root, changed, { replace: true, isReleased: (version) => version === '1.0.0' });
    expect([released.ok, released.text]).toEqual([false, undefined]);
    expect(released.says).toEqual(['Version 1.0.0 of “parcels” was released: its snapshot stays as it is. Step the version instead.']);
  });

  it('is not written before the step is large enough and the migrations are there', async () => {
    const root = workspace([['1.0.0.json', text]]);
    const { ok, says } = await snapshotToWrite(root, parcelsTwo([]), { replace: false, isReleased: never });
    expect([ok, says.join()]).toEqual([false, expect.stringContaining('Add a migration to its contract')]);
    expect(await snapshotToWrite(root, two, { replace: false, isReleased: never })).toMatchObject({ ok: true });
  });
});
