/** Makes this many calls, one after another unless it says otherwise. */
export type Side = (calls: number) => Promise<void>;

/** Nanoseconds a call, one figure a round. */
export interface Paired {
  readonly ours: readonly number[];
  readonly peer: readonly number[];
}

/**
 * Rounds of both sides in turn, who goes first alternating, so that neither gains when the machine gets faster or
 * slower meanwhile. A few rounds beforehand, not counted, let the engine compile both.
 */
export async function paired(
  ours: Side,
  peer: Side,
  { rounds, calls }: { readonly rounds: number; readonly calls: number },
): Promise<Paired> {
  for (let warmUp = 0; warmUp < 5; warmUp += 1) for (const side of [ours, peer]) await side(calls);
  const samples = { ours: [] as number[], peer: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const order = [
      { side: ours, into: samples.ours },
      { side: peer, into: samples.peer },
    ];
    if (round % 2 === 1) order.reverse();
    for (const { side, into } of order) into.push(await nanosecondsPerCall(side, calls));
  }
  return samples;
}

async function nanosecondsPerCall(side: Side, calls: number): Promise<number> {
  const startedAt = process.hrtime.bigint();
  await side(calls);
  return Number(process.hrtime.bigint() - startedAt) / calls;
}
