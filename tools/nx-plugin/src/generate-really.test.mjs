// Generates into a copy of the workspace, holds the result to everything that a team's own code is held to, and removes it.
// `WIZ_GENERATE=rest` tries one kind, `WIZ_GENERATE=all` all of them, as `npm run test:nightly` does; `npm test` leaves it out.
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from './kinds.mjs';
import { makeScratch } from './testing/scratch.mjs';

const wanted = process.env['WIZ_GENERATE'] ?? 'all';
const minutes = 60_000;

describe.each(Object.keys(kinds).filter((kind) => wanted === 'all' || wanted === kind))(
  'a generated integration of the kind %s',
  (kind) => {
    const id = `made-${kind}`;
    const folder = `libs/integrations/${id}`;
    /** @type {import('./testing/scratch.mjs').Scratch} */
    let scratch;
    beforeAll(async () => {
      scratch = await makeScratch();
    }, 3 * minutes);
    afterAll(() => {
      scratch.dispose();
    });

    it(
      'changes nothing in a dry run',
      async () => {
        const said = await scratch.run('nx', 'g', '@wiz/nx-plugin:integration', id, '--kind', kind, '--owner', '@made/team', '--dry-run');
        expect(said).toContain(`CREATE ${folder}/contract/src/index.ts`);
        expect(said).toContain('UPDATE libs/ipc-contract/src/contracts.ts');
        expect(said).toContain(
          `after the files: ${folder}/contract/snapshots/, docs/architecture/integrations/integration-${id}.md, package-lock.json.`,
        );
        expect(await scratch.status()).toBe('');
      },
      3 * minutes,
    );

    it(
      'appears outside its folder in the lists, the lock file and its page only',
      async () => {
        await scratch.run('nx', 'g', '@wiz/nx-plugin:integration', id, '--kind', kind, '--owner', '@made/team');
        const lines = (await scratch.status())
          .trimEnd()
          .split('\n')
          .map((line) => line.trim())
          .sort();
        expect(lines).toEqual(
          [
            'M .github/CODEOWNERS',
            'M apps/desktop/package.json',
            'M apps/desktop/src/main/implementations.ts',
            'M docs/architecture/integrations/README.md',
            'M libs/ipc-contract/package.json',
            'M libs/ipc-contract/src/contracts.ts',
            'M libs/ipc-contract/src/quality.ts',
            'M package-lock.json',
            `?? docs/architecture/integrations/integration-${id}.md`,
            `?? ${folder}/`,
          ].sort(),
        );
      },
      5 * minutes,
    );

    it(
      'is formatted and passes lint and types',
      async () => {
        await scratch.run('vitest', 'run', '--root', 'tools', 'contracts/workspace', 'registries');
        await scratch.run('prettier', '--check', folder, `docs/architecture/integrations/integration-${id}.md`);
        await scratch.run('eslint', folder, '--max-warnings=0');
        for (const half of ['contract', 'main']) await scratch.run('tsc', '-p', `${folder}/${half}/tsconfig.json`, '--noEmit');
      },
      5 * minutes,
    );

    it(
      'passes its tests and the laws, is as good as its record says, and answers in the terminal',
      async () => {
        await scratch.run('nx', 'run', `integration-${id}:quality`);
        const operation = Object.keys(kinds[/** @type {import('./kinds.mjs').Kind} */ (kind)].effects)[0] ?? '';
        expect(await scratch.run('nx', 'run', `integration-${id}:call`, operation, '--stand-in')).toContain('"data"');
      },
      10 * minutes,
    );

    it(
      'takes more operations of each effect, of its own things and of new ones, with types',
      async () => {
        const { noun } = kinds[/** @type {import('./kinds.mjs').Kind} */ (kind)];
        const one = `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`;
        for (const [name, effect] of /** @type {const} */ ([
          [`get${one}`, 'read'],
          [`close${one}`, 'idempotent'],
          [`update${one}`, 'write'],
          [`delete${one}`, 'destructive'],
          ['getThing', 'read'],
          ['setThing', 'idempotent'],
          ['sendThing', 'write'],
          ['deleteThing', 'destructive'],
        ]))
          await scratch.run('nx', 'g', '@wiz/nx-plugin:operation', id, name, '--effect', effect);
        await scratch.run('prettier', '--check', folder);
        await scratch.run('eslint', folder, '--max-warnings=0');
        for (const half of ['contract', 'main']) await scratch.run('tsc', '-p', `${folder}/${half}/tsconfig.json`, '--noEmit');
        await scratch.run('vitest', 'run', '--root', `${folder}/contract`);
        // Of the others only the team knows how the system is asked.
        if (kind === 'rest') await scratch.run('vitest', 'run', '--root', `${folder}/main`);
        await scratch.run('vitest', 'run', '--root', 'tools', 'contracts/workspace');
      },
      10 * minutes,
    );

    it(
      'is removed without a trace',
      async () => {
        expect(await scratch.run('nx', 'g', '@wiz/nx-plugin:remove', id)).toContain('stay in the journal');
        expect(await scratch.status()).toBe('');
      },
      5 * minutes,
    );
  },
);
