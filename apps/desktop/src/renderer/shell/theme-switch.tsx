import type { ReactNode } from 'react';
import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '../components/icons.ts';

/** Light or dark with one click; Settings can follow the system again. */
export function ThemeSwitch(): ReactNode {
  const { setColorScheme } = useMantineColorScheme();
  const now = useComputedColorScheme('light');
  const other = now === 'dark' ? 'light' : 'dark';
  const Icon = now === 'dark' ? IconSun : IconMoon;
  return (
    <ActionIcon variant="subtle" color="gray" size="md" aria-label={`Switch to the ${other} theme`} onClick={() => setColorScheme(other)}>
      <Icon size={16} stroke={1.6} aria-hidden="true" />
    </ActionIcon>
  );
}
