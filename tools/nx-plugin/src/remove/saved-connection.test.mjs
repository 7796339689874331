// What becomes of what people have saved when the integration is gone: the sentence that the generator says has to be true.
import { createEngine } from '@wiz/engine';
import { MemoryStore, MemoryVault } from '@wiz/engine/testing';
import { ManualClock } from '@wiz/core/testing';
import { defineContract, field, read, secret } from '@wiz/integration-kit/contract';
import { implement } from '@wiz/integration-kit/main';
import { samplePage } from '@wiz/integration-kit/testing';
import { expect, it } from 'vitest';
import { z } from 'zod';

const orchard = defineContract({
  id: 'orchard',
  name: 'Orchard',
  kind: 'service',
  owner: '@wiz/orchard',
  about: 'An orchard.',
  docs: 'https://example.com',
  config: z.object({ place: field(z.string(), { label: 'Place' }) }),
  secrets: z.object({ token: secret({ label: 'Token' }) }),
  page: samplePage,
  operations: { look: read({ title: 'Look', summary: 'Looks.', input: z.object({}), output: z.object({}) }) },
});
const integration = implement(orchard, {
  connect: () => undefined,
  verify: () => Promise.resolve({ account: 'tree', label: 'Tree' }),
  handlers: { look: () => Promise.resolve({}) },
  previews: {},
});

/** What the application with the integration has left, and how it is started over that with or without it. */
async function leftBehind() {
  const [store, vault] = [new MemoryStore(), new MemoryVault()];
  let ids = 0;
  const application = (/** @type {boolean} */ hasIt) =>
    createEngine({
      contracts: hasIt ? { orchard } : {},
      implementations: hasIt ? { orchard: () => Promise.resolve(integration) } : {},
      store,
      vault,
      host: { trash: () => Promise.resolve(), userAgent: 'ProjectWiz/test' },
      transportFor: () => ({ send: () => Promise.reject(new Error('no network')), close: () => Promise.resolve() }),
      clock: new ManualClock(),
      random: () => 0.5,
      newId: () => `id${String((ids += 1))}`,
      logger: { info: () => undefined, error: () => undefined },
    });
  const before = await application(true);
  const saved = await before.connections.add({ integration: 'orchard', config: { place: 'hill' }, secrets: { token: 'of-the-tree-0001' } });
  const request = { connection: saved.id, operation: 'look', input: {} };
  const { runId } = await before.run(request);
  await before.dispose();
  return { application, saved, request, runId, store };
}

it('is kept: the application starts, lists it, says and refuses with a sentence, and works again when the integration is back', async () => {
  const { application, saved, request, runId, store } = await leftBehind();
  const without = await application(false);
  expect(without.connections.list()).toEqual([saved]);
  expect((await without.health.states()).map(({ attention }) => attention)).toEqual([expect.stringMatching(/no integration “orchard”/)]);
  await expect(without.run(request)).rejects.toMatchObject({
    category: 'not_found',
    message: 'There is no integration “orchard” in this version.',
  });
  expect(store.rows.has(runId)).toBe(true);
  await without.dispose();

  const again = await application(true);
  await expect(again.run(request)).resolves.toMatchObject({ data: {} });
  await again.dispose();
});

it('is renamed and removed without it, secrets and all; its runs stay in the journal', async () => {
  const { application, saved, runId, store } = await leftBehind();
  const without = await application(false);
  expect(await without.connections.update(saved.id, { label: 'Trees' })).toMatchObject({ label: 'Trees' });
  expect(await store.connections.sealed(saved.id)).toBeDefined();
  await without.connections.remove(saved.id);
  expect(without.connections.list()).toEqual([]);
  expect(await store.connections.sealed(saved.id)).toBeUndefined();
  expect((await without.runs.get(runId)).connectionLabel).toBe('Tree');
  await without.dispose();
});
