import { describe, expect, it } from 'vitest';
import { wholeConnection } from './law.ts';
import { runLaws } from './run-laws.ts';
import type { Exemption } from './stand-in.ts';
import { sampleIntegration } from './testing/sample-integration.ts';
import { sampleStandIn } from './testing/sample-stand-in.ts';

const one = { laws: ['example-is-answered'], operations: ['getThing', 'addThing'] };

describe('running laws', () => {
  it('gives one cell for each law and operation', async () => {
    expect(await runLaws(sampleIntegration(), sampleStandIn, one)).toEqual({
      integration: 'sample',
      kind: 'rest',
      cells: [
        { law: 'example-is-answered', operation: 'getThing', state: 'holds' },
        { law: 'example-is-answered', operation: 'addThing', state: 'holds' },
      ],
    });
  });

  it('does not look at what is exempt, and says why', async () => {
    const exempt = [{ law: 'example-is-answered', operations: ['addThing'], reason: 'It is read-only today.' }];
    const { cells } = await runLaws(sampleIntegration(), { ...sampleStandIn, exempt }, one);
    expect(cells.map(({ state, reason }) => [state, reason])).toEqual([
      ['holds', undefined],
      ['exempt', 'It is read-only today.'],
    ]);
  });

  it('gives one cell for a law of the whole connection', async () => {
    const { cells } = await runLaws(sampleIntegration(), sampleStandIn, { laws: ['verify-names-one-account'] });
    expect(cells).toEqual([{ law: 'verify-names-one-account', operation: wholeConnection, state: 'holds' }]);
  });

  it('calls an example that the stand-in refuses broken, with the reason', async () => {
    const examples = { ...sampleStandIn.examples, getThing: { thing: 't9' } };
    const { cells } = await runLaws(sampleIntegration(), { ...sampleStandIn, examples }, { ...one, operations: ['getThing'] });
    expect(cells).toEqual([expect.objectContaining({ state: 'broken', reason: expect.stringContaining('no such thing') as string })]);
  });

  it.each<[string, Exemption]>([
    ['a law that does not exist', { law: 'gravity', reason: 'It is not needed.' }],
    ['an operation that does not exist', { law: 'pages-end', operations: ['fly'], reason: 'It is not needed.' }],
    ['no reason', { law: 'pages-end', reason: ' ' }],
  ])('refuses an exemption with %s', async (_what, exemption) => {
    await expect(runLaws(sampleIntegration(), { ...sampleStandIn, exempt: [exemption] }, one)).rejects.toThrow(TypeError);
  });

  it('refuses a description without an example for an operation', async () => {
    const { getThing: _, ...examples } = sampleStandIn.examples;
    await expect(runLaws(sampleIntegration(), { ...sampleStandIn, examples }, one)).rejects.toThrow('no example for “getThing”');
  });
});
