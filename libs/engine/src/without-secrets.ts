import { serializeError, type IntegrationError } from '@wiz/core';
import type { SecretTexts } from './secret-keeper.ts';

/** An error that does not quote these secrets, whoever made it: neither in its sentence nor in its fields and causes. */
export function withoutSecrets(error: IntegrationError, texts: SecretTexts): IntegrationError {
  const secrets = Object.values(texts).filter((text) => text !== '');
  const { causes, fields } = serializeError(error);
  const told = JSON.stringify([error.message, fields, causes]);
  if (!secrets.some((text) => told.includes(JSON.stringify(text).slice(1, -1)))) return error;
  const clean = (text: string): string => secrets.reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text);
  return error.with(
    {
      cause: undefined,
      causes: causes?.map((cause) => ({ ...cause, message: clean(cause.message) })),
      ...(fields === undefined ? {} : { fields: Object.fromEntries(Object.entries(fields).map(([key, text]) => [key, clean(text)])) }),
    },
    clean(error.message),
  );
}
