import { deferred, settle } from '@wiz/core/testing';
import { describe, expect, it } from 'vitest';
import { connectedDesk } from './testing/desk-world.ts';

const partly = 'Desk left out the drawers.';

describe('what a handler says is missing', () => {
  it('comes with the answer, each sentence once, and never with a secret', async () => {
    const made = await connectedDesk();
    made.answer = ({ warn }) => {
      for (const sentence of [partly, partly, 'Desk quotes good-token-abcd.']) warn(sentence);
      return Promise.resolve();
    };
    const answer = await made.engine.run({ connection: made.id, operation: 'list', input: {} });
    expect(answer).toMatchObject({ data: { items: [{ name: '1' }] }, warnings: [partly, 'Desk quotes [secret].'] });
  });

  it('is ten sentences at most', async () => {
    const made = await connectedDesk();
    made.answer = ({ warn }) => {
      for (let nr = 0; nr < 40; nr += 1) warn(`Desk left out number ${String(nr)}.`);
      return Promise.resolve();
    };
    expect((await made.engine.run({ connection: made.id, operation: 'list', input: {} })).warnings).toHaveLength(10);
  });

  it('keeps the answer out of the cache, so that the next caller gets the whole one', async () => {
    const made = await connectedDesk();
    made.answer = ({ warn }) => {
      if (made.lists.length === 1) warn(partly);
      return Promise.resolve();
    };
    const ask = () => made.engine.run({ connection: made.id, operation: 'list', input: {} });
    expect(await ask()).toMatchObject({ cached: false, warnings: [partly] });
    const whole = await ask();
    expect(whole).toMatchObject({ cached: false, data: { items: [{ name: '2' }] } });
    expect(whole).not.toHaveProperty('warnings');
    expect(await ask()).toMatchObject({ cached: true, data: { items: [{ name: '2' }] } });
  });

  it('reaches everybody who waits for the same answer', async () => {
    const made = await connectedDesk();
    const gate = deferred<undefined>();
    made.answer = async ({ warn }) => {
      await gate.promise;
      warn(partly);
    };
    const asked = [1, 2].map(() => made.engine.run({ connection: made.id, operation: 'list', input: {} }));
    await settle();
    gate.resolve(undefined);
    for (const { warnings } of await Promise.all(asked)) expect(warnings).toEqual([partly]);
    expect(made.lists).toHaveLength(1);
  });

  it('is forgotten with the attempt that said it', async () => {
    const made = await connectedDesk();
    made.answer = ({ warn }) => {
      if (made.lists.length > 1) return Promise.resolve();
      warn(partly);
      return Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    };
    const answer = made.engine.run({ connection: made.id, operation: 'list', input: {} });
    await settle();
    await made.clock.advance(60_000);
    expect(await answer).toMatchObject({ attempts: 2, data: { items: [{ name: '2' }] } });
    expect(await answer).not.toHaveProperty('warnings');
  });

  it('goes before what the journal has to say of a change', async () => {
    const made = await connectedDesk();
    made.answer = ({ warn }) => {
      warn(partly);
      made.store.failing = new Error('disk');
      return Promise.resolve();
    };
    const { warnings } = await made.engine.run({ connection: made.id, operation: 'put', input: {} });
    expect(warnings).toEqual([partly, expect.stringContaining('journal could not be written')]);
  });
});
