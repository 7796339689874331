import type { HttpTransport } from '@wiz/integration-kit/main';
import type { LawRunner } from '@wiz/integration-kit/testing';
import { inspect } from 'node:util';
import type { LawResult } from './law-result.ts';

/** Longer than the longest wait in any law. */
const limitMs = 15_000;

interface Law {
  readonly group: string;
  readonly title: string;
  readonly run: () => Promise<void>;
}

/** What happened while a law ran. */
interface Watch {
  /** Transports that it was given. */
  made: number;
  readonly refused: string[];
  /** Rejections that nobody handled. */
  readonly strays: unknown[];
}

/** A runner for laws where there is no test runner: keeps them, and works them off one after the other. */
export class LawList implements LawRunner {
  readonly #laws: Law[] = [];
  #group = '';
  #watch: Watch = newWatch();

  readonly describe = (name: string, body: () => void): void => {
    this.#group = name;
    body();
  };

  readonly it = (title: string, run: () => Promise<void>): void => {
    this.#laws.push({ group: this.#group, title, run });
  };

  get laws(): readonly Pick<Law, 'group' | 'title'>[] {
    return this.#laws;
  }

  /** Makes transports as `make` does, and notes whether the law that runs got one. */
  watched<Wish>(make: (wish: Wish) => HttpTransport | undefined): (wish: Wish) => HttpTransport | undefined {
    return (wish) => {
      const transport = make(wish);
      if (transport === undefined) this.#watch.refused.push(inspect(wish));
      else this.#watch.made += 1;
      return transport;
    };
  }

  /** A rejection that nobody handled counts against the law that runs. */
  noteStray(reason: unknown): void {
    this.#watch.strays.push(reason);
  }

  async *run(): AsyncGenerator<LawResult, void> {
    for (const law of this.#laws) yield await this.#try(law);
  }

  async #try({ group, title, run }: Law): Promise<LawResult> {
    const watch = (this.#watch = newWatch());
    const began = performance.now();
    const failure = await limited(run()).then(
      () => undefined,
      (error: unknown) => inspect(error, { depth: 6 }),
    );
    // Node tells of strays when all that was ready has run.
    await new Promise((resolve) => setImmediate(resolve));
    const result = { group, title, tookMs: Math.round(performance.now() - began) };
    if (failure !== undefined) return { ...result, outcome: 'failed', reason: failure };
    if (watch.strays.length > 0)
      return { ...result, outcome: 'failed', reason: `Rejected, and nobody handled it: ${inspect(watch.strays, { depth: 6 })}` };
    if (watch.made > 0) return { ...result, outcome: 'passed', reason: '' };
    const reason = watch.refused.length > 0 ? `cannot be wished for: ${watch.refused.join(', ')}` : 'this computer cannot set it up';
    return { ...result, outcome: 'not-applicable', reason };
  }
}

function newWatch(): Watch {
  return { made: 0, refused: [], strays: [] };
}

/** @throws Error when it takes longer than any law may */
async function limited(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`It did not come to an end within ${String(limitMs / 1000)} s.`));
    }, limitMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
