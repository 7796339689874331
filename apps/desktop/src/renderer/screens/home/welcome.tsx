import type { ReactNode } from 'react';
import { Button, Group, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { WelcomePicture } from './welcome-picture.tsx';
import './welcome.css';

/** Shown while nothing is connected: what this is, and the one thing to do. */
export function Welcome(): ReactNode {
  return (
    <div className="wiz-welcome">
      <WelcomePicture />
      <Title order={1}>Everything you work with, in one window</Title>
      <Text c="dimmed" maw={440} ta="center">
        Connect a folder to search it and change its files, or a system that you work with, and see what every step did.
      </Text>
      <Group mt="md" gap="sm">
        <Button
          size="sm"
          data-testid="main-action"
          renderRoot={(props) => <Link to="/add/$integration" params={{ integration: 'filesystem' }} {...props} />}
        >
          Connect a folder
        </Button>
        <Button size="sm" variant="default" renderRoot={(props) => <Link to="/add" {...props} />}>
          See what can be connected
        </Button>
      </Group>
      <ul className="wiz-promises">
        <li>No account, no telemetry</li>
        <li>Credentials stay in this computer’s keychain, where it has one</li>
        <li>Removing always asks first</li>
      </ul>
    </div>
  );
}
