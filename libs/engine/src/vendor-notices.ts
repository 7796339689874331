import type { Clock } from '@wiz/core';
import type { ApiNotice } from '@wiz/integration-kit/main';
import { z } from 'zod';
import { VendorNotice } from './types/index.ts';

/** A notice that was not met for so long is of the past: the integration uses something else by now. In milliseconds. */
const keptMs = 14 * 24 * 60 * 60 * 1000;
/** One that was met within this gives way to more pressing ones only, so that two of them do not take turns. In milliseconds. */
const firmMs = 24 * 60 * 60 * 1000;

const Met = z.object({ notice: VendorNotice, seenAt: z.number() });
type Met = z.infer<typeof Met>;
const Kept = z.array(Met).max(2);

/** What the system of one connection says of the end of what is used of it: the most pressing notice of each kind. */
export class VendorNotices {
  readonly #clock: Pick<Clock, 'wallNow'>;
  readonly #byKind = new Map<VendorNotice['kind'], Met>();

  constructor(clock: Pick<Clock, 'wallNow'>) {
    this.#clock = clock;
  }

  /** At most one of each kind, the end of all answers before the advice. */
  get list(): readonly VendorNotice[] {
    return (['sunset', 'deprecation'] as const).flatMap((kind) => this.#current(kind)?.notice ?? []);
  }

  /** @returns whether there is something to tell that was not told before */
  met({ kind, at, link }: ApiNotice, operation: string): boolean {
    const known = this.#current(kind);
    const notice: VendorNotice = { kind, at, link, operation };
    const seenAt = this.#clock.wallNow();
    const isSame = known?.notice.at === at && known.notice.operation === operation;
    if (known !== undefined && !isSame && seenAt - known.seenAt < firmMs && urgency(known.notice) <= urgency(notice)) return false;
    this.#byKind.set(kind, { notice, seenAt });
    return !isSame || known.notice.link !== link;
  }

  /** What has to survive a restart, as plain data. */
  snapshot(): unknown {
    return [...this.#byKind.values()];
  }

  /** @param state of an earlier snapshot; anything else is ignored */
  restore(state: unknown): void {
    const now = this.#clock.wallNow();
    for (const { notice, seenAt } of Kept.safeParse(state).data ?? [])
      this.#byKind.set(notice.kind, { notice, seenAt: Math.min(seenAt, now) });
  }

  #current(kind: VendorNotice['kind']): Met | undefined {
    const met = this.#byKind.get(kind);
    return met !== undefined && this.#clock.wallNow() - met.seenAt < keptMs ? met : undefined;
  }
}

/** The moment that counts; what has no date holds already. */
function urgency({ at }: VendorNotice): number {
  return at ?? -Infinity;
}
