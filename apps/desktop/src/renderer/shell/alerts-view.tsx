import { CloseButton } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import type { Alert } from '@wiz/engine/types';
import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { IconAlertTriangle, IconCircleCheck, IconClock, IconInfoCircle } from '../components/icons.ts';
import { countOf } from '../text/format.ts';
import { shownAlerts, type Alerts } from './alerts.ts';

const icons: Readonly<Record<Alert['to'], typeof IconClock>> = {
  healthy: IconCircleCheck,
  degraded: IconClock,
  unhealthy: IconAlertTriangle,
  unknown: IconInfoCircle,
};

/** News of connections in the corner of the window. The region is always there, so that screen readers hear what comes into it. */
export function AlertsView({ alerts }: { readonly alerts: Alerts }): ReactNode {
  const kept = useSyncExternalStore(alerts.subscribe, alerts.get);
  // The screen of a connection says itself how it is: news of it have been seen there.
  const { connection: open } = useParams({ strict: false });
  const all = kept.filter(({ connection }) => connection !== open);
  useEffect(() => {
    if (open !== undefined && all.length < kept.length) alerts.forget(open);
  }, [alerts, open, all.length, kept.length]);
  const more = all.length - shownAlerts;
  return (
    <section aria-label="News of connections" aria-live="polite" className="wiz-alerts">
      {all.slice(0, shownAlerts).map(({ connection, label, to, sentence, at }) => {
        const Icon = icons[to];
        return (
          <div key={`${connection}/${String(at)}`} className="wiz-alert" data-to={to}>
            <Icon size={16} stroke={1.7} aria-hidden="true" />
            <span>
              {sentence}{' '}
              <Link
                to="/connections/$connection"
                params={{ connection }}
                className="wiz-link"
                aria-label={`Open ${label}`}
                onClick={() => alerts.forget(connection)}
              >
                Open
              </Link>
            </span>
            <CloseButton size="sm" aria-label={`Close the news of ${label}`} onClick={() => alerts.forget(connection)} />
          </div>
        );
      })}
      {more > 0 && <div className="wiz-alerts-more">{countOf(more, 'more connection has', 'more connections have')} news.</div>}
    </section>
  );
}
