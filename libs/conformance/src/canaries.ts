import assert from 'node:assert/strict';

/** Shorter ones would be found by chance. */
const shortest = 6;

/** A secret in every form in which it goes over a wire. */
function formsOf(secret: string): readonly string[] {
  const encoded = [0, 1, 2].flatMap((before) => {
    // As part of something longer, such as “name:secret”: what does not depend on its neighbours.
    const whole = Buffer.from(`${'\0'.repeat(before)}${secret}`)
      .toString('base64')
      .replace(/=+$/, '');
    const inner = whole.slice(before === 0 ? 0 : before + 1, -1);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...encoded].filter(({ length }) => length >= shortest);
}

/**
 * Fails when one of the secrets stands in the text, plain, base64 or URL-encoded. The failure does not repeat it.
 *
 * @param where what the text is, for the failure
 */
export function assertSilent(secrets: Readonly<Record<string, string>>, text: string, where: string): void {
  for (const [name, secret] of Object.entries(secrets)) {
    const form = formsOf(secret).find((known) => text.includes(known));
    if (form === undefined) continue;
    const at = text.indexOf(form);
    const around = `${text.slice(Math.max(0, at - 80), at)}⟨${name}⟩${text.slice(at + form.length, at + form.length + 20)}`;
    assert.fail(`the secret “${name}” shows in ${where}: …${around}…`);
  }
}
