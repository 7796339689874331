import { describe, expect, it } from 'vitest';
import { turns } from './testing/world.ts';
import { MessageBatch } from './message-batch.ts';
import { batchSize, batchText, type Messages } from './wire.ts';

function open(): { readonly batch: MessageBatch; readonly sent: Messages[]; readonly lost: unknown[]; broken: boolean } {
  const state = {
    sent: [] as Messages[],
    lost: [] as unknown[],
    broken: false,
    batch: new MessageBatch({
      send: (messages) => {
        if (state.broken) throw new Error('gone');
        state.sent.push(messages);
      },
      onLost: (messages) => state.lost.push(...messages),
    }),
  };
  return state;
}

const listsOf = (sent: readonly Messages[]): unknown[] =>
  sent.map((messages): unknown => (typeof messages === 'string' ? JSON.parse(messages) : messages));

describe('the messages of one turn', () => {
  it('go together, as one text, after everything else of the turn', async () => {
    const { batch, sent } = open();
    batch.post({ id: 1 });
    batch.post({ id: 2 });
    expect(sent).toEqual([]);
    await turns(1);
    expect(sent).toEqual(['[{"id":1},{"id":2}]']);
    batch.post({ id: 3 });
    await turns(1);
    expect(listsOf(sent)).toEqual([[{ id: 1 }, { id: 2 }], [{ id: 3 }]]);
  });

  it('go together also when each leads to the next, as the events of a stream do', async () => {
    const { batch, sent } = open();
    for (let id = 0; id < 3; id += 1) {
      batch.post({ id });
      for (let rounds = 0; rounds < 20; rounds += 1) await Promise.resolve();
    }
    await turns(1);
    expect(sent).toEqual(['[{"id":0},{"id":1},{"id":2}]']);
  });

  it('wait for nothing that takes a turn of its own', async () => {
    const { batch, sent } = open();
    batch.post({ id: 1 });
    await turns(1);
    expect(sent).toHaveLength(1);
  });

  it('keep their order when one of them is no JSON and goes by itself, as it is', async () => {
    const { batch, sent } = open();
    const at = new Date(5);
    batch.post({ id: 1 });
    batch.post({ at });
    batch.post({ id: 2 });
    await turns(1);
    expect(sent).toEqual(['[{"id":1}]', [{ at }], '[{"id":2}]']);
  });

  it('let one that is to go alone share its way with no other', async () => {
    const { batch, sent } = open();
    batch.post({ id: 1 });
    batch.postAlone({ id: 2 }, true);
    batch.post({ id: 3 });
    await turns(1);
    expect(sent).toEqual(['[{"id":1}]', '[{"id":2}]', '[{"id":3}]']);
  });

  it('are as they were when they were posted', async () => {
    const { batch, sent } = open();
    const message = { id: 1 };
    batch.post(message);
    message.id = 2;
    await turns(1);
    expect(sent).toEqual(['[{"id":1}]']);
  });

  it('are no more than the other side takes on at a time', async () => {
    const { batch, sent } = open();
    for (let id = 0; id < batchSize * 2 + 1; id += 1) batch.post({ id });
    expect(sent).toHaveLength(2);
    await turns(1);
    expect(listsOf(sent).map((list) => (list as unknown[]).length)).toEqual([batchSize, batchSize, 1]);
  });

  it('are no longer than the other side takes, however many characters have to be escaped', async () => {
    const { batch, sent } = open();
    for (let id = 0; id < 6; id += 1) batch.post('\u0001'.repeat(300_000));
    await turns(1);
    for (const messages of sent) expect(messages.length).toBeLessThanOrEqual(batchText);
    expect(listsOf(sent).flat()).toHaveLength(6);
  });

  it('are each told of when they could not be handed over', async () => {
    const state = open();
    state.broken = true;
    state.batch.post({ id: 1 });
    state.batch.post({ id: 2 });
    state.batch.post({ id: undefined });
    expect(state.lost).toEqual([{ id: 1 }, { id: 2 }, { id: undefined }]);
    state.broken = false;
    state.batch.post({ id: 3 });
    await turns(1);
    expect(listsOf(state.sent)).toEqual([[{ id: 3 }]]);
  });
});
