import { useSyncExternalStore } from 'react';
import { useServices } from '../app/services.ts';
import type { Session } from './session.ts';

/** The session with this key, drawn again whenever it changes. */
export function useSession(key: string): Session {
  const { sessions } = useServices();
  return useSyncExternalStore(
    (listener) => sessions.subscribe(key, listener),
    () => sessions.get(key),
  );
}
