import { UsageReportsError } from '../../base/errors.js';

/**
 * Whether the service does not take the size of a page in the URL. Nothing documents the sentence that it says then, so everything that names
 * the option, or options in general, counts: the request without it costs little.
 */
export function refusesPageSize({ reason, details }: UsageReportsError): boolean {
  const { status, serviceMessage = '' } = details;
  return (
    reason === 'badRequest' &&
    status === 400 &&
    (/\btop\b|page ?size/i.test(serviceMessage) ||
      (/query (option|parameter)/i.test(serviceMessage) && !/format/i.test(serviceMessage)))
  );
}

/**
 * Whether the service does not deliver a report in the format that was asked for. 406 and 415 say only that. 400 says it in words; without any
 * words it may mean it.
 */
export function refusesFormat(error: unknown): boolean {
  if (!(error instanceof UsageReportsError) || error.reason !== 'badRequest') {
    return false;
  }
  const { status, serviceMessage = '' } = error.details;
  switch (status) {
    case 406:
    case 415:
      return true;
    case 400:
      return (
        serviceMessage === '' ||
        /\bformat|\bjson\b|\bcsv\b|media ?type|content[- ]type|accept header|not support|unsupported|query (option|parameter)/i.test(
          serviceMessage,
        )
      );
    default:
      return false;
  }
}
