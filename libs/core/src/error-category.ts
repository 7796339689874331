/**
 * Every way in which a call can fail, and whether trying again can help.
 *
 * `retryable` and `outcome` are the defaults of the category; a thrower that knows better says so on the error. Where
 * the request may have arrived, the default says so: nobody's silence must have a change repeated.
 * `blamesSystem` tells whether a circuit breaker should count it: the caller's own mistakes
 * and cancels never say that the other side is ill.
 */
export const categories = {
  network_error: { retryable: true, blamesSystem: true, outcome: 'unknown' },
  timeout_error: { retryable: true, blamesSystem: true, outcome: 'unknown' },
  rate_limit_error: { retryable: true, blamesSystem: false, outcome: 'none' },
  authentication_error: { retryable: false, blamesSystem: false, outcome: 'none' },
  validation_error: { retryable: false, blamesSystem: false, outcome: 'none' },
  service_unavailable: { retryable: true, blamesSystem: true, outcome: 'unknown' },
  permission_error: { retryable: false, blamesSystem: false, outcome: 'none' },
  not_found: { retryable: false, blamesSystem: false, outcome: 'none' },
  conflict: { retryable: false, blamesSystem: false, outcome: 'none' },
  protocol_error: { retryable: false, blamesSystem: true, outcome: 'unknown' },
  too_large: { retryable: false, blamesSystem: false, outcome: 'none' },
  cancelled: { retryable: false, blamesSystem: false, outcome: 'none' },
  circuit_open: { retryable: false, blamesSystem: false, outcome: 'none' },
  overloaded: { retryable: true, blamesSystem: false, outcome: 'none' },
  configuration_error: { retryable: false, blamesSystem: false, outcome: 'none' },
  storage_error: { retryable: false, blamesSystem: false, outcome: 'none' },
  internal_error: { retryable: false, blamesSystem: false, outcome: 'none' },
} as const satisfies Record<string, { retryable: boolean; blamesSystem: boolean; outcome: 'none' | 'unknown' }>;

export type ErrorCategory = keyof typeof categories;
