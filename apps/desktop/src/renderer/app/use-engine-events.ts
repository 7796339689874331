import { notifyManager, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Alerts } from '../shell/alerts.ts';
import { applyEvents } from './apply-events.ts';
import { useServices } from './services.ts';
import { useTRPC, useTRPCClient } from './trpc.ts';

/** How long to wait before listening again, should the one subscription break. */
const againMs = 1000;

/** Push, not poll: one subscription for the whole window brings what the engine does into the query cache, and its alerts to the person. */
export function useEngineEvents(alerts: Alerts): void {
  const cache = useQueryClient();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { clock, sessions } = useServices();
  useEffect(() => {
    let stop: (() => void) | undefined;
    const listen = () => {
      const again = () => {
        stop = clock.after(againMs, () => {
          // What happened while nobody listened is unknown.
          void cache.invalidateQueries();
          listen();
        });
      };
      const subscription = client.events.all.subscribe(undefined, {
        onData: (events) => {
          // Drawn once for all that came together.
          notifyManager.batch(() => {
            applyEvents(events, cache, trpc);
            for (const event of events) {
              if (event.type === 'alert') alerts.add(event.alert);
              if (event.type === 'invalidated') sessions.markChanged(event.connection, event.operations);
              if (event.type === 'connection_removed') {
                sessions.forget(event.id);
                alerts.forget(event.id);
              }
            }
          });
        },
        onError: again,
        onComplete: again,
      });
      stop = () => subscription.unsubscribe();
    };
    // A failure is no news: main asks every connection again by itself, only later.
    const onOnline = () => void client.health.networkChanged.mutate().catch(() => undefined);
    window.addEventListener('online', onOnline);
    listen();
    return () => {
      window.removeEventListener('online', onOnline);
      stop?.();
    };
  }, [cache, trpc, client, clock, sessions, alerts]);
}
