import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useEngineEvents } from '../app/use-engine-events.ts';
import { Notices } from './notices.tsx';
import { Sidebar } from './sidebar.tsx';
import { usePaletteKeys } from './use-palette-keys.ts';
import './shell.css';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));

/** The frame around every screen. */
export function Shell(): ReactNode {
  useEngineEvents();
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
      {palette && (
        <Suspense fallback={null}>
          <Palette onClose={() => setPalette(false)} />
        </Suspense>
      )}
    </div>
  );
}
