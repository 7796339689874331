import { Button, NativeSelect } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { categories, type ErrorCategory } from '@wiz/core';
import type { ConnectionView } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { contracts } from '@wiz/ipc-contract';
import type { ReactNode } from 'react';
import { periods, type JournalSearch } from '../../app/journal-search.ts';
import { failureTitle } from '../../text/failures.ts';
import { isFiltered, periodNames } from './journal-filter.ts';
import { SearchInput } from './search-input.tsx';
import { stateNames } from './run-state.tsx';

interface JournalFiltersProps {
  readonly search: JournalSearch;
  readonly connections: readonly ConnectionView[];
}

type Choice = readonly [value: string, label: string];

const catalogue: readonly AnyContract[] = Object.values(contracts);
const operationChoices = catalogue.map(({ id, name, operations }) => ({
  group: name,
  items: [
    { value: id, label: `${name}: all` },
    ...Object.entries(operations).map(([operation, { title }]) => ({ value: `${id}/${operation}`, label: title })),
  ],
}));
const categoryChoices = Object.keys(categories).map((category): Choice => [category, failureTitle(category as ErrorCategory)]);

/** What of the journal is shown. Every choice goes into the address. */
export function JournalFilters({ search, connections }: JournalFiltersProps): ReactNode {
  const navigate = useNavigate({ from: '/journal' });
  const change = (next: Partial<Record<keyof JournalSearch, string | undefined>>, replace = false) =>
    // The address is read back by `journalSearch`, which leaves out what does not fit.
    void navigate({ replace, search: (before) => ({ ...before, ...next }) as JournalSearch });
  const select = (key: 'connection' | 'state' | 'category' | 'period', label: string, all: string, choices: readonly Choice[]) => (
    <NativeSelect
      size="xs"
      aria-label={label}
      value={search[key] ?? ''}
      data={[{ value: '', label: all }, ...choices.map(([value, name]) => ({ value, label: name }))]}
      onChange={({ currentTarget: { value } }) => change({ [key]: value === '' ? undefined : value })}
    />
  );
  return (
    <div className="wiz-journal-filters" role="search" aria-label="Filters">
      <SearchInput text={search.text ?? ''} onText={(text) => change({ text: text === '' ? undefined : text }, true)} />
      {select(
        'connection',
        'Connection',
        'All connections',
        connections.map(({ id, label }): Choice => [id, label]),
      )}
      <NativeSelect
        size="xs"
        aria-label="Operation"
        value={[search.integration, search.operation].filter((part) => part !== undefined).join('/')}
        data={[{ value: '', label: 'All operations' }, ...operationChoices]}
        onChange={({ currentTarget: { value } }) => {
          const [integration, operation] = value.split('/');
          change({ integration: integration === '' ? undefined : integration, operation });
        }}
      />
      {select('state', 'State', 'All states', Object.entries(stateNames))}
      {select('category', 'Reason', 'All reasons', categoryChoices)}
      {select(
        'period',
        'Period',
        'At any time',
        periods.map((period): Choice => [period, periodNames[period]]),
      )}
      {isFiltered(search) && (
        <Button variant="subtle" color="gray" onClick={() => void navigate({ search: ({ run }) => (run === undefined ? {} : { run }) })}>
          Show all
        </Button>
      )}
    </div>
  );
}
