/**
 * Every way in which a call can fail, and whether trying again can help.
 *
 * `retryable` is the default of the category; a thrower that knows better says so on the error.
 * `blamesSystem` tells whether a circuit breaker should count it: the caller's own mistakes
 * and cancels never say that the other side is ill.
 */
export const categories = {
  network_error: { retryable: true, blamesSystem: true },
  timeout_error: { retryable: true, blamesSystem: true },
  rate_limit_error: { retryable: true, blamesSystem: false },
  authentication_error: { retryable: false, blamesSystem: false },
  validation_error: { retryable: false, blamesSystem: false },
  service_unavailable: { retryable: true, blamesSystem: true },
  permission_error: { retryable: false, blamesSystem: false },
  not_found: { retryable: false, blamesSystem: false },
  conflict: { retryable: false, blamesSystem: false },
  protocol_error: { retryable: false, blamesSystem: true },
  too_large: { retryable: false, blamesSystem: false },
  cancelled: { retryable: false, blamesSystem: false },
  circuit_open: { retryable: false, blamesSystem: false },
  overloaded: { retryable: true, blamesSystem: false },
  configuration_error: { retryable: false, blamesSystem: false },
  storage_error: { retryable: false, blamesSystem: false },
  internal_error: { retryable: false, blamesSystem: false },
} as const satisfies Record<string, { retryable: boolean; blamesSystem: boolean }>;

export type ErrorCategory = keyof typeof categories;
