import { serializeError, type IntegrationError } from '@wiz/core';
import type { SecretTexts } from './secret-keeper.ts';

/** An error that does not quote these secrets, whoever made it: neither in its sentence nor in its fields and causes. */
export function withoutSecrets(error: IntegrationError, texts: SecretTexts): IntegrationError {
  const secrets = secretsOf(texts);
  const { causes, fields } = serializeError(error);
  const told = JSON.stringify([error.message, fields, causes]);
  if (!secrets.some((text) => told.includes(JSON.stringify(text).slice(1, -1)))) return error;
  const clean = (text: string): string => without(text, secrets);
  return retold(error, clean);
}

/** The same error with other words, in its sentence, its fields and its causes. */
export function retold(error: IntegrationError, words: (text: string) => string): IntegrationError {
  const { causes, fields } = serializeError(error);
  return error.with(
    {
      cause: undefined,
      causes: causes?.map((cause) => ({ ...cause, message: words(cause.message) })),
      ...(fields === undefined ? {} : { fields: Object.fromEntries(Object.entries(fields).map(([key, text]) => [key, words(text)])) }),
    },
    words(error.message),
  );
}

/** A sentence that does not quote these secrets. */
export function textWithoutSecrets(text: string, texts: SecretTexts): string {
  return without(text, secretsOf(texts));
}

function secretsOf(texts: SecretTexts): readonly string[] {
  return Object.values(texts).filter((text) => text !== '');
}

function without(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text);
}
