import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { Spotlight, createSpotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconHistory, IconHome, IconPlus, IconSearch, IconSettings, IconSunMoon } from '../components/icons.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { contractOf } from '@wiz/ipc-contract';
import { useEffect, useState, type ReactNode } from 'react';
import { useTRPC } from '../app/trpc.ts';
import { EffectIcon } from '../components/effect-badge.tsx';
import { ConnectionIcon } from '../components/connection-icon.tsx';
import './palette-styles.ts';

const icon = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

/** Everything that can be opened, found by a few letters. */
export function Palette({ onClose }: { readonly onClose: () => void }): ReactNode {
  const actions = useActions();
  const [[store, spotlight]] = useState(createSpotlight);
  useEffect(() => spotlight.open(), [spotlight]);
  return (
    <Spotlight
      store={store}
      actions={actions}
      shortcut={null}
      onSpotlightClose={onClose}
      scrollable
      maxHeight={420}
      highlightQuery
      attributes={{ content: { 'aria-label': 'Find or run' } }}
      centered={false}
      yOffset="12vh"
      overlayProps={{ backgroundOpacity: 0.35 }}
      size={560}
      radius="lg"
      nothingFound="Nothing of that name"
      transitionProps={{ duration: 90, transition: 'fade' }}
      searchProps={{
        leftSection: <IconSearch {...icon} />,
        placeholder: 'Find a connection, or something to run',
        'aria-label': 'Find or run',
      }}
    />
  );
}

function useActions(): SpotlightActionGroupData[] {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const connections = useQuery(trpc.connections.list.queryOptions()).data ?? [];
  const { setColorScheme } = useMantineColorScheme();
  const other = useComputedColorScheme('light') === 'dark' ? 'light' : 'dark';
  const places: SpotlightActionData[] = [
    { id: 'home', label: 'Home', leftSection: <IconHome {...icon} />, onClick: () => void navigate({ to: '/' }) },
    {
      id: 'journal',
      label: 'Journal',
      keywords: ['runs', 'history'],
      leftSection: <IconHistory {...icon} />,
      onClick: () => void navigate({ to: '/journal' }),
    },
    {
      id: 'add',
      label: 'Add a connection',
      keywords: ['connect', 'new', 'catalogue'],
      leftSection: <IconPlus {...icon} />,
      onClick: () => void navigate({ to: '/add' }),
    },
    {
      id: 'settings',
      label: 'Settings and about',
      keywords: ['theme', 'version'],
      leftSection: <IconSettings {...icon} />,
      onClick: () => void navigate({ to: '/settings' }),
    },
    { id: 'theme', label: `Switch to the ${other} theme`, leftSection: <IconSunMoon {...icon} />, onClick: () => setColorScheme(other) },
  ];
  const operations = connections.map(({ id, label, account, integration }): SpotlightActionGroupData => ({
    group: label,
    actions: [
      {
        id: `open:${id}`,
        label,
        description: account,
        leftSection: <ConnectionIcon integration={integration} />,
        onClick: () => void navigate({ to: '/connections/$connection', params: { connection: id } }),
      },
      ...Object.entries(contractOf(integration)?.operations ?? {}).map(([name, { title, effect }]) => ({
        id: `run:${id}:${name}`,
        label: title,
        keywords: [label, name],
        leftSection: <EffectIcon effect={effect} size={16} />,
        onClick: () => void navigate({ to: '/connections/$connection/$operation', params: { connection: id, operation: name } }),
      })),
    ],
  }));
  return [...operations, { group: 'Go to', actions: places }];
}
