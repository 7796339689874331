// What the main scripts of the benchmarks that run in the application have in common.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { app, type WebContents } from 'electron';

/**
 * Measures once the application's window has loaded and `call-page.js` is in it; then writes down what came out and quits.
 *
 * @param measure given what `runApplication` was told to order
 */
export function measureInApplication(measure: (contents: WebContents, order: never) => Promise<unknown>): void {
  const { results, ...order } = JSON.parse(process.env['WIZ_BENCH'] ?? '{}') as { readonly results: string };
  const run = async (contents: WebContents): Promise<void> => {
    await contents.executeJavaScript(readFileSync(path.join(app.getAppPath(), 'bench', 'call-page.js'), 'utf8'));
    writeFileSync(results, JSON.stringify(await measure(contents, order as never)));
  };
  app.once('web-contents-created', (_event, contents) => {
    contents.once('did-finish-load', () => {
      run(contents).then(
        () => {
          app.quit();
        },
        (error: unknown) => {
          console.error(error);
          app.exit(1);
        },
      );
    });
  });
}
