import type { Desktop } from './launch-desktop.ts';

/**
 * Decides what the system's folder picker answers next. It is a window of the operating system, which no test can click,
 * so in this file, and nowhere else, functions of Electron are replaced in the running main process.
 *
 * @param folder undefined: the person closes the picker
 */
export async function answerPicker({ app }: Pick<Desktop, 'app'>, folder: string | undefined): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () =>
      Promise.resolve(chosen === undefined ? { canceled: true, filePaths: [] } : { canceled: false, filePaths: [chosen] });
  }, folder);
}

/**
 * Decides where the next file is saved that the application asks a place for; see above.
 *
 * @param file undefined: the person closes the dialog
 */
export async function answerSaveDialog({ app }: Pick<Desktop, 'app'>, file: string | undefined): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () =>
      Promise.resolve(chosen === undefined ? { canceled: true, filePath: '' } : { canceled: false, filePath: chosen });
  }, file);
}

/**
 * Keeps addresses that the application opens outside of itself from being opened; see above.
 *
 * @returns tells which were to be opened since, oldest first
 */
export async function catchExternal({ app }: Pick<Desktop, 'app'>): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { wizOpened: opened });
    shell.openExternal = (url) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
  return () => app.evaluate(() => (globalThis as unknown as { readonly wizOpened: readonly string[] }).wizOpened);
}
