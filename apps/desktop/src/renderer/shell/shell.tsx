import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { useServices } from '../app/services.ts';
import { useEngineEvents } from '../app/use-engine-events.ts';
import { AlertsView } from './alerts-view.tsx';
import { createAlerts } from './alerts.ts';
import { Notices } from './notices.tsx';
import { Sidebar } from './sidebar.tsx';
import { usePaletteKeys } from './use-palette-keys.ts';
import './shell.css';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));

/** The frame around every screen. */
export function Shell(): ReactNode {
  const { clock } = useServices();
  const [alerts] = useState(() => createAlerts(clock));
  useEffect(() => () => alerts.dispose(), [alerts]);
  useEngineEvents(alerts);
  const [palette, setPalette] = useState(false);
  usePaletteKeys(() => setPalette(true));
  return (
    <div className="wiz-shell">
      <a
        className="wiz-skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        Skip to the content
      </a>
      <Sidebar onSearch={() => setPalette(true)} />
      <div className="wiz-main">
        <Notices />
        <main id="main" className="wiz-content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <AlertsView alerts={alerts} />
      {palette && (
        <Suspense fallback={null}>
          <Palette onClose={() => setPalette(false)} />
        </Suspense>
      )}
    </div>
  );
}
