import type { Call, Execute } from './call.ts';

/** Starts the work so that what it throws before it returns its promise is a rejection too. */
export function start<T>(next: Execute<T>, call: Call): Promise<T> {
  try {
    return next(call);
  } catch (error) {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- passes on what the work threw, unchanged
    return Promise.reject(error);
  }
}
