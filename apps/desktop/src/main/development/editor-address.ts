/** The address that shows a line of a file in Visual Studio Code. @param file absolute, of this system or of Windows */
export function editorAddress(file: string, line: number): string {
  const parts = file.replaceAll('\\', '/').split('/').map(encodeURIComponent);
  // A drive's colon stays one.
  const path = parts.join('/').replace(/^([A-Za-z])%3A/, '/$1:');
  return `vscode://file${path}:${String(line)}`;
}

/** Whether a file may be shown: a contract's source, whatever was handed over. */
export function isContractSource(file: string): boolean {
  return /[\\/]libs[\\/]integrations[\\/][a-z][a-z0-9-]*[\\/]contract[\\/]src[\\/][\w\\/-]+\.ts$/.test(file) && !file.includes('..');
}
