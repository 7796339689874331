import type { Fault } from './options.ts';

type Armed = Exclude<Fault, { readonly down: true }>;

/** What shall go wrong, in the order in which it was asked for. */
export class Faults {
  #armed: { readonly fault: Armed; left: number }[] = [];

  /** @throws RangeError unless `times` is a whole number above 0, or Infinity */
  add(fault: Armed): void {
    const { times = 1 } = fault;
    if (!(times > 0) || (Number.isFinite(times) && !Number.isInteger(times)))
      throw new RangeError(`times must be whole and above 0, got ${String(times)}`);
    this.#armed.push({ fault, left: times });
  }

  clear(): void {
    this.#armed = [];
  }

  /** What goes wrong with this request; each fault counts down. */
  take(request: { readonly method: string; readonly path: string }): Armed | undefined {
    const found = this.#armed.find(({ fault }) => fault.match?.(request) ?? true);
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#armed = this.#armed.filter((armed) => armed !== found);
    return found.fault;
  }
}
