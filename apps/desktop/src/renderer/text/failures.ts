import type { ErrorCategory, SerializedError } from '@wiz/core';

/**
 * What a person can do next. `try-now` asks although Project Wiz itself holds calls back; `check` looks whether a change
 * was made; `reconnect` asks for the secrets again.
 */
export type NextStep = 'try-again' | 'try-now' | 'edit-connection' | 'reconnect' | 'look-again' | 'check' | 'change-input';

interface FailureLook {
  /** A few words above the sentence. */
  readonly title: string;
  readonly next: NextStep;
  /** `calm` for what the person asked for, `warning` for what passes, `alarm` for the rest. */
  readonly tone: 'calm' | 'warning' | 'alarm';
}

const looks: Readonly<Record<ErrorCategory, FailureLook>> = {
  network_error: { title: 'No connection', next: 'try-again', tone: 'warning' },
  timeout_error: { title: 'It took too long', next: 'try-again', tone: 'warning' },
  rate_limit_error: { title: 'Too many requests', next: 'try-again', tone: 'warning' },
  authentication_error: { title: 'Sign-in refused', next: 'edit-connection', tone: 'alarm' },
  validation_error: { title: 'Something is not right yet', next: 'change-input', tone: 'warning' },
  service_unavailable: { title: 'Not available', next: 'try-again', tone: 'warning' },
  permission_error: { title: 'Not allowed', next: 'change-input', tone: 'alarm' },
  not_found: { title: 'Not found', next: 'change-input', tone: 'warning' },
  conflict: { title: 'It changed in the meantime', next: 'look-again', tone: 'warning' },
  protocol_error: { title: 'An answer we do not understand', next: 'try-again', tone: 'alarm' },
  too_large: { title: 'Too large', next: 'change-input', tone: 'warning' },
  cancelled: { title: 'Cancelled', next: 'try-again', tone: 'calm' },
  circuit_open: { title: 'Paused after failures', next: 'try-now', tone: 'warning' },
  overloaded: { title: 'Busy', next: 'try-again', tone: 'warning' },
  configuration_error: { title: 'The connection needs attention', next: 'edit-connection', tone: 'alarm' },
  storage_error: { title: 'Storage problem', next: 'try-again', tone: 'alarm' },
  internal_error: { title: 'Our mistake', next: 'try-again', tone: 'alarm' },
};

/** The words above a failure of this category. */
export function failureTitle(category: ErrorCategory): string {
  return looks[category].title;
}

/** How a failure is shown. An unknown outcome is never called a failure: it may have been done. */
export function failureLook({ category, outcome, code }: Pick<SerializedError, 'category' | 'outcome' | 'code'>): FailureLook {
  if (outcome === 'unknown') return { title: 'It may have been done', next: 'check', tone: 'warning' };
  if (category === 'storage_error' && code === 'keychain')
    return { title: 'Its credentials are needed again', next: 'reconnect', tone: 'alarm' };
  return looks[category];
}
