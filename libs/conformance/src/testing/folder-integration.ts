import { IntegrationError } from '@wiz/core';
import { implement, type Integration } from '@wiz/integration-kit/main';
import { mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StandInDescription } from '../stand-in.ts';
import { FolderClient, type FolderMistakes } from './folder-client.ts';
import { folderSample } from './folder-contract.ts';

/** Names a page. */
const pageSize = 2;

/** The sample’s folder. Clean unless it is told otherwise. */
export function folderIntegration(mistakes: FolderMistakes = {}): Integration {
  return implement<typeof folderSample, FolderClient>(folderSample, {
    connect: ({ config: { root } }) => new FolderClient(root, mistakes),
    verify: async ({ client, signal }) => {
      await client.names(signal);
      return { account: client.root, label: path.basename(client.root) };
    },
    handlers: {
      listFiles: async ({ cursor }, { client, signal }) => {
        const names = (await client.names(signal)).filter((name) => name > (cursor ?? '')).sort();
        const shown = names.slice(0, pageSize);
        return { items: shown.map((name) => ({ name })), nextCursor: names.length > shown.length ? (shown.at(-1) ?? null) : null };
      },
      readFile: async ({ file }, { client, signal }) => ({ text: await client.read(await client.place(file), signal) }),
      writeFile: async ({ path: place, text }, { client, signal }) => {
        await client.write(await client.place(place), text, signal);
        return { path: place };
      },
      dropFile: async ({ path: place }, { client, host }) => {
        const whole = await client.place(place);
        await host.trash(whole).catch((cause: unknown) => {
          throw new IntegrationError('storage_error', 'It could not be moved to the trash. It was left where it is.', {
            outcome: 'none',
            cause,
          });
        });
        return { path: place };
      },
    },
    disconnect: (client) => client.close(),
    previews: {
      dropFile: async ({ path: place }, { client, signal }) => {
        const text = await client.read(await client.place(place), signal);
        return { summary: `Drops “${place}”.`, details: [], fingerprint: text };
      },
    },
  });
}

/** What it is held to the laws with. */
export const folderStandIn: StandInDescription<typeof folderSample> = {
  start: async () => {
    const root = await realpath(await mkdtemp(path.join(tmpdir(), 'wiz-shelf-')));
    for (const name of ['one.txt', 'two.txt', 'three.txt']) await writeFile(path.join(root, name), `This is ${name}.\n`);
    return {
      over: 'folder',
      path: root,
      connection: (address) => ({ config: { root: address }, secrets: { token: 'sample-token-of-ada!1' } }),
      changes: async () => Math.abs((await readdir(root)).length - 3),
      close: () => rm(root, { recursive: true, force: true, maxRetries: 10 }),
    };
  },
  examples: {
    listFiles: {},
    readFile: { file: 'one.txt' },
    writeFile: { path: 'new.txt', text: 'New.\n' },
    dropFile: { path: 'two.txt' },
  },
};
