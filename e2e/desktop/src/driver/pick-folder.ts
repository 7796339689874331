import type { Desktop } from './launch-desktop.ts';

/**
 * Decides what the system's folder picker answers next. It is a window of the operating system, which no test can click,
 * so here, and nowhere else, a function of Electron is replaced in the running main process.
 *
 * @param folder undefined: the person closes the picker
 */
export async function answerPicker({ app }: Pick<Desktop, 'app'>, folder: string | undefined): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () =>
      Promise.resolve(chosen === undefined ? { canceled: true, filePaths: [] } : { canceled: false, filePaths: [chosen] });
  }, folder);
}
