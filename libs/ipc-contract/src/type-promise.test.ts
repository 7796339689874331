import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

// What the contracts promise to those who write windows: the right input compiles in silence, and one wrong value gives
// one error, at that value. Checked with the compiler itself over a file, and over the same file with one value changed.
const project = path.resolve(import.meta.dirname, '..', 'tsconfig.isomorphic.json');
const fixture = path.resolve(import.meta.dirname, 'testing', 'fixtures', 'filesystem-calls.ts');
const right = ts.sys.readFile(fixture) ?? '';

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(project, ts.sys.readFile.bind(ts.sys)).config,
  ts.sys,
  path.dirname(project),
);
const parsed = new Map<string, ts.SourceFile | undefined>();

/** The compiler's errors in the fixture, were this its text. */
function diagnosticsOf(text: string): readonly ts.Diagnostic[] {
  const host = ts.createCompilerHost(options);
  const fromDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (name, settings) => {
    if (path.resolve(name) === fixture) return ts.createSourceFile(name, text, settings, true);
    if (!parsed.has(name)) parsed.set(name, fromDisk(name, settings));
    return parsed.get(name);
  };
  const program = ts.createProgram([fixture], options, host);
  const file = program.getSourceFile(fixture);
  if (file === undefined) throw new Error('The fixture is gone.');
  return [
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
  ];
}

/** The text from where an error points. */
function at({ file, start = 0, length = 0 }: ts.Diagnostic): string {
  return file?.text.slice(start, start + length) ?? '';
}

describe('the types that windows are written against', { timeout: 60_000 }, () => {
  it('let the right inputs pass', () => {
    expect(diagnosticsOf(right).map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'))).toEqual([]);
  });

  it.each([
    ['search', "query: 'invoice'", 'query: 42', 'query'],
    ['search', "in: 'content'", "in: 'everywhere'", 'in'],
    ['search', 'caseSensitive: true', "caseSensitive: 'yes'", 'caseSensitive'],
    ['search', 'limit: 100', "limit: '100'", 'limit'],
    ['read', "{ connection, path: 'notes/today.txt', maxBytes", "{ connection: 'c1', path: 'notes/today.txt', maxBytes", 'connection'],
    ['search', "path: 'notes',", "path: 'notes', depth: 3,", 'depth'],
    ['read', 'maxBytes: 1000', 'maxBytes: null', 'maxBytes'],
    ['write', "text: 'Hello.'", 'text: 5', 'text'],
    ['delete', "ticket: 'token'", 'ticket: true', 'ticket'],
    ['runs', 'limit: 50', "limit: 'all'", 'limit'],
  ])('put one error in %s at the property that is wrong: %s → %s', (_operation, from, to, property) => {
    expect(right.split(from)).toHaveLength(2);
    expect(diagnosticsOf(right.replace(from, () => to)).map(at)).toEqual([property]);
  });
});
