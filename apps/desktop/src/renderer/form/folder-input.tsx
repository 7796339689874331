import type { ReactNode } from 'react';
import { Button, TextInput, type TextInputProps } from '@mantine/core';
import { IconFolderOpen } from '../components/icons.ts';
import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '../app/trpc.ts';

interface FolderInputProps extends Omit<TextInputProps, 'onChange' | 'value'> {
  readonly value: string;
  readonly onChange: (path: string) => void;
}

/** A path with the system's own folder picker beside it. */
export function FolderInput({ value, onChange, ...props }: FolderInputProps): ReactNode {
  const trpc = useTRPC();
  const pick = useMutation(
    trpc.app.pickFolder.mutationOptions({
      onSuccess: ({ path }) => {
        if (path !== null) onChange(path);
      },
    }),
  );
  const choose = () => pick.mutate({ title: 'Choose a folder', ...(value === '' ? {} : { start: value }) });
  return (
    <div className="wiz-folder-input">
      <TextInput
        {...props}
        value={value}
        placeholder={props.placeholder ?? 'Choose a folder, or paste its path'}
        classNames={{ input: 'wiz-mono' }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Button
        size="sm"
        variant="default"
        onClick={choose}
        loading={pick.isPending}
        leftSection={<IconFolderOpen size={15} stroke={1.7} aria-hidden="true" />}
      >
        Choose…
      </Button>
    </div>
  );
}
