import type { ReactNode } from 'react';
import { Alert, Button, SegmentedControl, Skeleton, Title, useMantineColorScheme } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import { useTRPC } from '../../app/trpc.ts';
import { Brand } from '../../components/brand.tsx';
import '@mantine/core/styles/Alert.layer.css';
import '../../form/styles.ts';
import './settings.css';

const schemes = [
  { value: 'auto', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** How the window looks, and what this is. */
export function SettingsScreen(): ReactNode {
  const trpc = useTRPC();
  const info = useQuery(trpc.app.info.queryOptions());
  const openFolder = useMutation(trpc.app.openDataFolder.mutationOptions());
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className="wiz-screen">
      <div className="wiz-column wiz-settings">
        <Title order={1}>Settings and about</Title>
        {info.data?.standIn === true && (
          <Alert color="amber" title="Test build" role="note">
            This runs in an old Electron that stands in for the current one. It is for trying and testing only. Do not connect anything that
            matters, and do not hand it out.
          </Alert>
        )}
        <section className="wiz-card" aria-labelledby="settings-look">
          <h2 id="settings-look">Appearance</h2>
          <div className="wiz-setting">
            <div>
              <div>Theme</div>
              <div className="wiz-quiet">Remembered on this computer.</div>
            </div>
            <SegmentedControl
              size="xs"
              aria-label="Theme"
              value={colorScheme}
              data={schemes.map((scheme) => ({ ...scheme }))}
              onChange={(value) => setColorScheme(schemes.find((scheme) => scheme.value === value)?.value ?? 'auto')}
            />
          </div>
        </section>
        <section className="wiz-card" aria-labelledby="settings-data">
          <h2 id="settings-data">Your data</h2>
          <div className="wiz-setting">
            <div className="wiz-setting-words">
              <div>Data folder</div>
              <div className="wiz-mono wiz-quiet">{info.data?.dataFolder ?? '…'}</div>
            </div>
            <Button variant="default" loading={openFolder.isPending} onClick={() => openFolder.mutate()}>
              Open
            </Button>
          </div>
          <div className="wiz-setting">
            <div className="wiz-setting-words">
              <div>Log</div>
              <div className="wiz-mono wiz-quiet">{info.data?.logFile ?? '…'}</div>
              <div className="wiz-quiet">What went wrong in the application itself: names, times and references, no contents.</div>
            </div>
          </div>
          <p className="wiz-setting-note">
            No account, no telemetry. Connections and the journal are kept in the data folder and nowhere else.
          </p>
          <p className="wiz-setting-note">
            When a connection gives you trouble, open it and choose “Save diagnostics…” from its menu: one file for whoever helps you,
            without credentials.
          </p>
          {openFolder.isError && (
            <p className="wiz-setting-note" role="alert">
              {integrationErrorOf(openFolder.error).message}
            </p>
          )}
        </section>
        <section className="wiz-card" aria-labelledby="settings-about">
          <h2 id="settings-about">About</h2>
          <div className="wiz-about">
            <Brand size={40} />
            <div>
              <strong>Project Wiz {info.data?.version}</strong>
              {info.isPending && <Skeleton height={12} width={180} mt={4} />}
              {info.data !== undefined && (
                <div className="wiz-quiet">
                  Electron {info.data.electron} · Chromium {info.data.chromium} · {info.data.platform}
                </div>
              )}
              {info.isError && <div role="alert">{integrationErrorOf(info.error).message}</div>}
              <div className="wiz-quiet">Free software under the MIT licence.</div>
            </div>
          </div>
        </section>
      </div>
    </div>
  );
}
