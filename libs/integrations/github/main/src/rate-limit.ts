import type { Quota } from '@wiz/contract-github';
import { isIntegrationError } from '@wiz/core';
import { z } from 'zod';
import type { GithubHandlers } from './handlers.ts';
import { readAnswer } from './wire.ts';

const natural = z.number().int().min(0);
/** `reset` is in seconds since 1970. */
const WireQuota = z.object({ limit: natural, used: natural, remaining: natural, reset: natural });
const WireLimits = z.object({ resources: z.record(z.string(), WireQuota.optional().catch(undefined)).and(z.object({ core: WireQuota })) });

export const rateLimitHandlers = {
  async rateLimit(_input, { client, ...scope }) {
    try {
      const { json } = await client.request(scope, { path: '/rate_limit' });
      const { resources } = readAnswer(WireLimits, json);
      const core = toQuota('core', resources.core);
      const quotas = Object.entries(resources).flatMap(([name, quota]) => (quota === undefined ? [] : [toQuota(name, quota)]));
      return { remaining: core.remaining, limit: core.limit, resets: core.resets, quotas };
    } catch (error) {
      if (isIntegrationError(error) && error.code === 'no_limits') return { remaining: null, limit: null, resets: null, quotas: [] };
      throw error;
    }
  },
} satisfies Partial<GithubHandlers>;

function toQuota(name: string, { limit, used, remaining, reset }: z.infer<typeof WireQuota>): Quota {
  return { name, limit, used, remaining, resets: reset * 1000 };
}
