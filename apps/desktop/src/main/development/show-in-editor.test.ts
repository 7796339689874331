import { beforeEach, describe, expect, it } from 'vitest';
import { showInEditor } from './show-in-editor.ts';

const file = '/work/libs/integrations/github/contract/src/issues.ts';

describe('the source of an operation', () => {
  let opened: string[];
  const shown = (editor: string, openPath = ''): ((file: string, line: number) => Promise<void>) =>
    showInEditor(
      { getApplicationNameForProtocol: () => editor },
      {
        openExternal: (address) => {
          opened.push(address);
          return Promise.resolve();
        },
        openPath: (place) => {
          opened.push(place);
          return Promise.resolve(openPath);
        },
      },
    );
  beforeEach(() => {
    opened = [];
  });

  it('is shown at its line where the editor is installed', async () => {
    await shown('Visual Studio Code')(file, 50);
    expect(opened).toEqual([`vscode://file${file}:50`]);
  });

  it('is shown by what opens such files elsewhere', async () => {
    await shown('')(file, 50);
    expect(opened).toEqual([file]);
  });

  it('is named, with its line, where nothing opens it', async () => {
    await expect(shown('', 'no application for it')(file, 50)).rejects.toMatchObject({
      category: 'not_found',
      message: expect.stringContaining(`${file}, line 50`) as string,
    });
  });

  it('is the only thing that is ever opened', async () => {
    await expect(shown('Visual Studio Code')('/etc/passwd', 1)).rejects.toMatchObject({ category: 'not_found' });
    expect(opened).toEqual([]);
  });
});
