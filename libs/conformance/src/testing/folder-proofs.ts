import { writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Setup } from '@wiz/integration-kit/main';
import type { Change, Clean } from './broken.ts';
import * as flaws from './flaws.ts';
import type { FolderMistakes } from './folder-client.ts';
import { folderIntegration } from './folder-integration.ts';
import * as tokens from './token-flaws.ts';
import { Prover, type Proof } from './proof.ts';

const table = { operation: 'listFiles' } as const;
const one = { operation: 'readFile' } as const;
const write = { operation: 'writeFile' } as const;

const prover = new Prover(() => folderIntegration());
const proof = prover.changed.bind(prover);

function mistaken(law: string, by: string, { operation }: { readonly operation: string }, mistakes: FolderMistakes, reason: RegExp): Proof {
  return { law, by, operation, reason, integration: () => folderIntegration(mistakes) };
}

/** What the folder’s schema gives; the changes’ own type is that of a system with an address. */
function rootOf(setup: Clean['setup']): string {
  return (setup as unknown as Setup<{ readonly root: string }, unknown>).config.root;
}

/** Keeps writing from the moment when it is made until it is closed. */
function neverRests(): Change {
  const writing = new Map<Clean['setup'], NodeJS.Timeout>();
  let count = 0;
  return {
    connect: (setup) => {
      const write = (): void => {
        writeFileSync(path.join(rootOf(setup), 'diary.txt'), String((count += 1)));
      };
      writing.set(setup, setInterval(write, 1));
      return setup;
    },
    disconnect: (setup) => {
      clearInterval(writing.get(setup));
    },
  };
}

/** Writes what nobody asked for after its answer. */
const writesLater: Change = {
  handle: async ({ connected, setup }, operation, input, context) => {
    const answer = await connected.handle(operation, input, context);
    setTimeout(() => {
      writeFile(path.join(rootOf(setup), 'later.txt'), 'later').catch(() => undefined);
    }, 15);
    return answer;
  },
};

/** Takes every connection for the one that was used first. */
function knowsOneFolder(): Change {
  let first: Clean['connected'] | undefined;
  return {
    handle: ({ connected }, operation, input, context) => {
      first ??= connected;
      return first.handle(operation, input, context);
    },
  };
}

/** For every law of a folder at least one thing that breaks it. */
export const folderProofs: readonly Proof[] = [
  proof('verify-names-one-account', 'another name each time', one, flaws.forgetsItsName, /called otherwise/),
  proof('health-is-told', 'a proof that works once', table, flaws.worksOnce, /it is/),
  proof('example-is-answered', 'an answer without its fields', one, () => flaws.answers(() => ({})), /not as promised/),
  proof('pages-end', 'the same page again and again', table, () => flaws.answers(flaws.samePage('one.txt')), /a page that was there/),
  proof('choices-are-accepted', 'names that are not accepted', one, () => flaws.answers(renamedFiles), /does not take "#/),
  proof('cancelled-before', 'a client that never rests', one, neverRests, /something was changed/),
  proof('cancelled-after', 'something written later', one, () => writesLater, /something more was changed/),
  proof('secrets-stay-secret', 'the token on the console', one, () => tokens.writesTokenToConsole, /wrote to the console/),
  ...['folder-gone', 'folder-is-a-file', 'folder-unreadable'].map((law) => prover.renamed(law, one)),
  proof('folder-gone', 'a folder that is given up for good', one, flaws.sharesIllness, /it is back, and still|it says/),
  mistaken('links-are-not-followed', 'a link that is followed', one, { followsLinks: true }, /shows what is outside/),
  mistaken('links-are-not-followed', 'a path that is used as it comes', write, { trustsPaths: true }, /changed what is outside/),
  mistaken(
    'paths-stay-inside',
    'a path that is used as it comes',
    write,
    { trustsPaths: true },
    /changed what is outside|was accepted|it says/,
  ),
  mistaken('paths-stay-inside', 'a path that is used as it comes', one, { trustsPaths: true }, /was accepted|outside|it says/),
  mistaken('no-handle-is-left', 'a handle that stays open', one, { leavesOpen: true }, /still open/),
  mistaken('cancelled-any-time', 'work that goes on', write, { goesOnBehind: true }, /after the end|still open/),
  mistaken('full-disk', 'a file that is written in place', write, { writesInPlace: true }, /still something is changed/),
  proof('full-disk', 'another name', write, () => flaws.mislabels(['storage_error'], 'network_error'), /it says network_error/),
  proof('changed-by-others', 'raw errors', one, () => flaws.throwsRawErrors, /something else|internal_error/),
  proof('folders-are-apart', 'one folder for all', table, knowsOneFolder, /in another folder/),
];

function renamedFiles(answer: unknown): unknown {
  const { items, ...rest } = answer as { readonly items?: readonly { readonly name: string }[] };
  return items === undefined ? answer : { ...rest, items: items.map((item) => ({ name: `#${item.name}` })) };
}
