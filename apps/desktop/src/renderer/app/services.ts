import { createContext, use } from 'react';
import type { OperationCaller } from '../run/operation-caller.ts';
import type { Sessions } from '../run/sessions.ts';
import type { WindowClock } from './clock.ts';

/** What screens share beside the query cache. */
export interface Services {
  readonly sessions: Sessions;
  readonly caller: OperationCaller;
  readonly clock: WindowClock;
}

export const ServicesContext = createContext<Services | null>(null);

/** @throws TypeError outside the application's root component */
export function useServices(): Services {
  const services = use(ServicesContext);
  if (services === null) throw new TypeError('useServices needs the ServicesContext.');
  return services;
}
