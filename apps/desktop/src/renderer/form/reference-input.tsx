import { Combobox, TextInput, useCombobox, type TextInputProps } from '@mantine/core';
import { use, useState, type KeyboardEvent, type ReactNode } from 'react';
import { IconChevronDown } from '../components/icons.ts';
import type { FormField } from './form-field.ts';
import type { FormValues } from './form-values.ts';
import { PickerContext, type PickerSource } from './picker-context.ts';
import { PickerList } from './picker-list.tsx';
import { mostShown, typedValue, type PickerOption } from './picker-options.ts';
import { usePicker } from './use-picker.ts';

type ReferenceField = Extract<FormField, { as: 'reference' }>;

interface ReferenceInputProps extends Omit<TextInputProps, 'value' | 'onChange' | 'form'> {
  readonly field: ReferenceField;
  readonly value: string | number | boolean;
  /** The form around it. */
  readonly fields: readonly FormField[];
  readonly values: FormValues;
  readonly onChange: (value: string | number) => void;
}

/** A resource, chosen from what the system lists. It can always be typed instead. */
export function ReferenceInput(props: ReferenceInputProps): ReactNode {
  const source = use(PickerContext);
  const { field, value, fields: _, values: __, onChange, ...input } = props;
  if (source !== null) return <Chosen {...props} source={source} />;
  return (
    <TextInput
      {...input}
      value={String(value)}
      classNames={{ input: 'wiz-mono' }}
      onChange={(event) => onChange(typedValue(event.currentTarget.value, field.numeric))}
    />
  );
}

function Chosen({ field, value, fields, values, onChange, source, ...input }: ReferenceInputProps & { readonly source: PickerSource }) {
  const { picker, numeric } = field;
  // Undefined until somebody types: a list that is opened shows all, not only what is chosen already.
  const [typed, setTyped] = useState<string>();
  // Its name stays when the list it was found in is gone, as that of a search is.
  const [picked, setPicked] = useState<PickerOption>();
  const store = useCombobox({
    onDropdownClose: () => {
      store.resetSelectedOption();
      setTyped(undefined);
    },
  });
  const open = store.dropdownOpened;
  const choices = usePicker({ picker, source, values, typed: typed ?? '', open });
  const chosen = [...choices.options, ...(picked === undefined ? [] : [picked])].find((option) => option.value === value);
  const named = chosen === undefined || chosen.label === String(value) ? undefined : chosen.label;

  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) return;
    // The screen's own Escape would cancel a run.
    if (event.key === 'Escape') event.preventDefault();
    // Where nothing is chosen with the arrow keys, it runs what was typed.
    if (event.key === 'Enter' && store.getSelectedOptionIndex() === -1) store.closeDropdown();
  };
  const pick = (name: string) => {
    const option = choices.options.find((one) => String(one.value) === name);
    if (option !== undefined) {
      setPicked(option);
      onChange(option.value);
    }
    store.closeDropdown();
  };
  return (
    <Combobox store={store} onOptionSubmit={pick} offset={4} shadow="md" radius="md" portalProps={{ target: '#main' }}>
      <Combobox.Target withExpandedAttribute>
        <TextInput
          {...input}
          value={String(value)}
          description={named ?? input.description}
          placeholder={input.placeholder ?? 'Choose, or type it'}
          classNames={{ input: 'wiz-mono' }}
          rightSection={<IconChevronDown size={15} stroke={1.7} aria-hidden="true" />}
          rightSectionPointerEvents="none"
          onClick={() => store.openDropdown()}
          onBlur={() => store.closeDropdown()}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            onChange(typedValue(event.currentTarget.value, numeric));
            store.openDropdown();
            store.resetSelectedOption();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <PickerList field={field} fields={fields} values={values} choices={choices} shown={choices.options.slice(0, mostShown)} />
      </Combobox.Dropdown>
    </Combobox>
  );
}
