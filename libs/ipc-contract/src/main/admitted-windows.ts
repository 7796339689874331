import type { BrowserWindow } from 'electron';
import type { CallBudget } from './call-budget.ts';

export interface AdmittedWindowsOptions {
  /** Told when a window's page is gone: it was left, has crashed, or the window was destroyed. */
  readonly onPageGone: (page: number, window: BrowserWindow) => void;
  readonly newBudget: () => CallBudget;
}

/** The windows that are served, by the id of their web contents, and the guard's listeners on them. */
export class AdmittedWindows {
  readonly #options: AdmittedWindowsOptions;
  readonly #windows = new Map<number, { readonly budget: CallBudget; readonly release: () => void }>();

  constructor(options: AdmittedWindowsOptions) {
    this.#options = options;
  }

  has(page: number): boolean {
    return this.#windows.has(page);
  }

  /** Takes one call off what the window may still make. A page that is loaded anew gets no new budget. @returns whether there was one */
  takeCall(page: number): boolean {
    return this.#windows.get(page)?.budget.take() === true;
  }

  /** Serves this window until it is destroyed. */
  admit(window: BrowserWindow): void {
    const { webContents } = window;
    const page = webContents.id;
    if (this.#windows.has(page)) return;
    const left = (): void => {
      this.#options.onPageGone(page, window);
    };
    const gone = (): void => {
      this.#release(page);
    };
    // Not `did-start-navigation`: that also comes for navigations which are then refused, and for downloads (row 14).
    webContents.on('did-navigate', left);
    webContents.on('render-process-gone', left);
    webContents.once('destroyed', gone);
    const release = (): void => {
      left();
      webContents.removeListener('did-navigate', left);
      webContents.removeListener('render-process-gone', left);
      webContents.removeListener('destroyed', gone);
    };
    this.#windows.set(page, { budget: this.#options.newBudget(), release });
  }

  /** Serves none of them any more. */
  dispose(): void {
    for (const page of [...this.#windows.keys()]) this.#release(page);
  }

  #release(page: number): void {
    this.#windows.get(page)?.release();
    this.#windows.delete(page);
  }
}
