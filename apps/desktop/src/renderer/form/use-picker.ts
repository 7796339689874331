import { useQuery } from '@tanstack/react-query';
import type { Picker } from '@wiz/integration-kit/contract';
import { useMemo } from 'react';
import { useServices } from '../app/services.ts';
import { isRow } from '../results/rows.ts';
import type { FormValues } from './form-values.ts';
import type { PickerSource } from './picker-context.ts';
import { pickerKey } from './picker-key.ts';
import { givenValues, matching, optionsOf, type PickerOption } from './picker-options.ts';
import { useSettled } from './use-settled.ts';

/** A person who pauses for so long, in milliseconds, has typed what they look for. */
const pauseMs = 250;
/** Choices older than this, in milliseconds, are asked for again when the list is opened. */
const freshMs = 60_000;

export interface PickerChoices {
  /** Fields beside it have to be filled in first. */
  readonly missing: boolean;
  readonly loading: boolean;
  /** Why there are none, as a sentence. */
  readonly failure: string | undefined;
  readonly options: readonly PickerOption[];
  /** There are more than were asked for: what is not listed can still be typed. */
  readonly more: boolean;
  readonly again: () => void;
}

interface PickerAsked {
  readonly picker: Picker;
  readonly source: PickerSource;
  readonly values: FormValues;
  /** What was typed to find a choice; empty shows all. */
  readonly typed: string;
  /** Nothing is asked before somebody opens the list. */
  readonly open: boolean;
}

/** The choices of a reference, asked through the query cache: two forms that need the same list ask once. */
export function usePicker({ picker, source: { connection, contract }, values, typed, open }: PickerAsked): PickerChoices {
  const { caller } = useServices();
  const settled = useSettled(typed, pauseMs);
  const search = picker.search === undefined || settled.trim() === '' ? undefined : settled.trim();
  const given = givenValues(picker, values);
  const key = pickerKey(connection, picker.operation, given ?? {}, search);
  const query = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const asked = { ...given, ...(picker.search === undefined || search === undefined ? {} : { [picker.search]: search }) };
      const answer = await caller.call(
        { path: `${contract.id}.${picker.operation}`, kind: 'query', input: { ...asked, connection } },
        signal,
      );
      return answer.data;
    },
    enabled: open && given !== undefined,
    staleTime: freshMs,
    // While somebody types, the choices for what they typed before stay; those of another repository do not.
    placeholderData: (before: unknown, asked) => (sameSource(asked?.queryKey, key) ? before : undefined),
  });
  const { data } = query;
  const operation = contract.operations[picker.operation];
  const all = useMemo(() => (operation === undefined ? [] : optionsOf(picker, operation, data)), [operation, picker, data]);
  const options = useMemo(() => (picker.search === undefined ? matching(all, typed) : all), [picker.search, all, typed]);
  return {
    missing: given === undefined,
    loading: query.isFetching,
    failure: query.isError ? caller.errorOf(query.error).message : undefined,
    options: given === undefined ? [] : options,
    more: isRow(data) && typeof data['nextCursor'] === 'string',
    again: () => void query.refetch(),
  };
}

/** Keys that differ in what is searched for only. */
function sameSource(before: readonly unknown[] | undefined, now: readonly unknown[]): boolean {
  return before !== undefined && JSON.stringify(before.slice(0, 4)) === JSON.stringify(now.slice(0, 4));
}
