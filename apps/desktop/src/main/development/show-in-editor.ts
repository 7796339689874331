import { IntegrationError } from '@wiz/core';
import type { App, Shell } from 'electron';
import { editorAddress, isContractSource } from './editor-address.ts';

/** Shows a contract's source: in Visual Studio Code at its line where that is installed, else in what opens such files. */
export function showInEditor(
  app: Pick<App, 'getApplicationNameForProtocol'>,
  shell: Pick<Shell, 'openExternal' | 'openPath'>,
): (file: string, line: number) => Promise<void> {
  return async (file, line) => {
    const refused = new IntegrationError('not_found', `The editor could not be opened. Open ${file}, line ${String(line)}.`);
    if (!isContractSource(file)) throw refused;
    if (app.getApplicationNameForProtocol('vscode://') !== '') return shell.openExternal(editorAddress(file, line));
    if ((await shell.openPath(file)) !== '') throw refused;
  };
}
