import type { ConnectionId } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { createContext } from 'react';

/** Whose operations the pickers of a form ask. */
export interface PickerSource {
  readonly connection: ConnectionId;
  readonly contract: AnyContract;
}

/** Null outside a connection, for instance while one is made: references are then typed. */
export const PickerContext = createContext<PickerSource | null>(null);
