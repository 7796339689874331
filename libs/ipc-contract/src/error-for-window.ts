import { serializeError, type IntegrationError, type SerializedError } from '@wiz/core';

/** What the window is told of an error: the sentence and its facts. The causes stay in journal and log, however well they are redacted. */
export function errorForWindow(error: IntegrationError): SerializedError {
  const { causes: _causes, ...told } = serializeError(error);
  return told;
}
