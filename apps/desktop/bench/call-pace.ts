// Calls at a steady pace, and what the heap says meanwhile. Runs in Node and in a page.

export interface Paced {
  readonly perSecond: number;
  readonly failed: number;
  /** What the first failure said. */
  readonly failure: string;
  /** Calls under way at once, at most. */
  readonly mostOpen: number;
  /** Milliseconds from call to answer. */
  readonly elapsed: Float64Array;
}

/** How often calls that are due are made, in milliseconds. */
const tickMs = 10;

/**
 * Makes calls whenever they are due, whether earlier ones have been answered or not, and waits for all.
 *
 * @param elapsed where the times go, made beforehand so that the heap does not grow by it
 */
export async function paced(
  call: () => Promise<unknown>,
  { perSecond, elapsed }: { readonly perSecond: number; readonly elapsed: Float64Array },
): Promise<Paced> {
  const total = elapsed.length;
  let [made, done, failed, mostOpen] = [0, 0, 0, 0];
  let failure = '';
  const one = async (at: number): Promise<void> => {
    const startedAt = performance.now();
    try {
      await call();
    } catch (error) {
      failed += 1;
      failure ||= String(error);
    }
    elapsed[at] = performance.now() - startedAt;
    done += 1;
  };
  const startedAt = performance.now();
  while (done < total) {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * perSecond) + 1);
    while (made < due) {
      void one(made);
      made += 1;
    }
    mostOpen = Math.max(mostOpen, made - done);
    await new Promise((resolve) => setTimeout(resolve, tickMs));
  }
  return { perSecond: total / ((performance.now() - startedAt) / 1000), failed, failure, mostOpen, elapsed };
}

/** One look at a heap after a collection. */
export interface HeapSample {
  /** Seconds since the first. */
  readonly at: number;
  readonly megabytes: number;
}

/** Megabytes a minute, by least squares. */
export function slope(samples: readonly HeapSample[]): number {
  const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const at = meanOf(samples.map((sample) => sample.at));
  const megabytes = meanOf(samples.map((sample) => sample.megabytes));
  const covariance = meanOf(samples.map((sample) => (sample.at - at) * (sample.megabytes - megabytes)));
  return (covariance / meanOf(samples.map((sample) => (sample.at - at) ** 2))) * 60;
}
