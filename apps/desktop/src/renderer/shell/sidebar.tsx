import type { ReactNode } from 'react';
import { ActionIcon } from '@mantine/core';
import { IconHistory, IconHome, IconPlus, IconSearch, IconSettings } from '../components/icons.ts';
import { Link } from '@tanstack/react-router';
import { Brand } from '../components/brand.tsx';
import { KeyHint, modKey } from '../components/key-hint.tsx';
import { SidebarConnections } from './sidebar-connections.tsx';
import { ThemeSwitch } from './theme-switch.tsx';
import './sidebar.css';

const icon = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

/** The way to everything: palette, journal, connections, settings. */
export function Sidebar({ onSearch }: { readonly onSearch: () => void }): ReactNode {
  return (
    <aside className="wiz-sidebar" aria-label="Sidebar">
      <div className="wiz-brand">
        <Brand />
        <span>Project Wiz</span>
      </div>
      <button type="button" className="wiz-search" onClick={onSearch} aria-keyshortcuts="Control+K Meta+K /">
        <IconSearch {...icon} size={14} />
        <span>Find or run</span>
        <KeyHint keys={[modKey, 'K']} />
      </button>
      <nav aria-label="Main" className="wiz-nav">
        <Link to="/" className="wiz-nav-link" activeOptions={{ exact: true }}>
          <IconHome {...icon} />
          <span>Home</span>
        </Link>
        <Link to="/journal" className="wiz-nav-link" activeOptions={{ includeSearch: false }}>
          <IconHistory {...icon} />
          <span>Journal</span>
        </Link>
        <div className="wiz-nav-heading">
          <h2>Connections</h2>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label="Add a connection"
            renderRoot={(props) => <Link to="/add" {...props} />}
          >
            <IconPlus size={15} stroke={1.8} aria-hidden="true" />
          </ActionIcon>
        </div>
        <SidebarConnections />
      </nav>
      <div className="wiz-sidebar-foot">
        <Link to="/settings" className="wiz-nav-link">
          <IconSettings {...icon} />
          <span>Settings and about</span>
        </Link>
        <ThemeSwitch />
      </div>
    </aside>
  );
}
