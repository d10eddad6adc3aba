import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { errorCode } from '../../../base/redact.js';
import { UsageReportsError } from '../../../base/errors.js';

/** What an application proves its identity with when it has no client secret. */
export interface Certificate {
  /** Hexadecimal, without colons. */
  readonly thumbprintSha256: string;
  /** PEM, not encrypted any more. In memory only. */
  readonly privateKey: string;
  /** The application's own certificate first, then whatever else the file holds: PEM. */
  readonly x5c: string;
  readonly validTo: Date;
}

/** Below this the service registers no certificate, and the library signs nothing. */
const MIN_KEY_BITS = 2048;

/** @throws UsageReportsError `signInFailed` with `certificateUnreadable` */
export async function readCertificateFile(path: string): Promise<string> {
  if (!isAbsolute(path)) {
    throw unreadable('The path of the certificate is not an absolute one.');
  }
  try {
    // latin1: whatever the bytes are, they can be looked at, and a PEM file is ASCII.
    return await readFile(path, 'latin1');
  } catch (error) {
    throw unreadable(`The certificate's file cannot be read (${errorCode(error) ?? 'unknown'}).`);
  }
}

/**
 * Reads a PEM file with a certificate and its private key. Looks at the dates here, because the service only says that the
 * signature is wrong.
 * @throws UsageReportsError `signInRequired` with `passphraseMissing` where one is needed and none is given; `signInFailed` with
 * `passphraseMissing` (a wrong one), `certificateUnreadable`, `certificateExpired`, or `clockSkew` for one that is not valid yet
 */
export function readCertificate(pem: string, passphrase: string | undefined, now: Date): Certificate {
  const certificates = blocks(pem, /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g).map(parseCertificate);
  const [keyText] = blocks(
    pem,
    /-----BEGIN (ENCRYPTED |RSA |EC )?PRIVATE KEY-----[\s\S]+?-----END \1?PRIVATE KEY-----/g,
  );
  if (certificates.length === 0 || keyText === undefined) {
    throw unreadable('The file is not a PEM file that holds both a certificate and its private key.');
  }
  const key = readKey(keyText, passphrase);
  const own = certificates.find((certificate) => certificate.checkPrivateKey(key));
  if (own === undefined) {
    throw unreadable('The private key in the file does not belong to the certificate in the file.');
  }
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < MIN_KEY_BITS) {
    throw unreadable(`The private key is not an RSA key of at least ${MIN_KEY_BITS} bits.`);
  }
  const [validFrom, validTo] = [new Date(own.validFrom), new Date(own.validTo)];
  checkNotExpired(validTo, now);
  if (validFrom > now) {
    // A certificate of the future nearly always is one of today, on a computer that thinks it is yesterday.
    throw new UsageReportsError(
      'signInFailed',
      `By this computer's clock the certificate is valid from ${day(validFrom)} only.`,
      {
        problem: 'clockSkew',
      },
    );
  }
  return {
    thumbprintSha256: own.fingerprint256.replaceAll(':', '').toLowerCase(),
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }) as string,
    x5c: [own, ...certificates.filter((certificate) => certificate !== own)].map(String).join(''),
    validTo,
  };
}

/** @throws UsageReportsError `signInFailed` with `certificateExpired` */
export function checkNotExpired(validTo: Date | undefined, now: Date): void {
  if (validTo !== undefined && validTo <= now) {
    throw new UsageReportsError('signInFailed', `The certificate was valid until ${day(validTo)}.`, {
      problem: 'certificateExpired',
    });
  }
}

/** Whether the private key in the file needs a passphrase. */
export function isEncrypted(pem: string): boolean {
  return /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(pem);
}

function blocks(pem: string, pattern: RegExp): string[] {
  return [...pem.matchAll(pattern)].map(([block]) => block);
}

function parseCertificate(block: string): X509Certificate {
  try {
    return new X509Certificate(block);
  } catch {
    throw unreadable('The certificate in the file is damaged.');
  }
}

/** The errors of node:crypto are left behind: what they say differs between Node and VS Code's own build of it. */
function readKey(block: string, passphrase: string | undefined): KeyObject {
  const encrypted = isEncrypted(block);
  if (encrypted && passphrase === undefined) {
    throw new UsageReportsError(
      'signInRequired',
      'The private key of the certificate is encrypted, and no passphrase is stored.',
      {
        problem: 'passphraseMissing',
      },
    );
  }
  try {
    return createPrivateKey({ key: block, format: 'pem', ...(encrypted && { passphrase }) });
  } catch {
    throw encrypted
      ? new UsageReportsError('signInFailed', 'The passphrase does not open the private key of the certificate.', {
          problem: 'passphraseMissing',
        })
      : unreadable('The private key in the file is damaged.');
  }
}

function unreadable(message: string): UsageReportsError {
  return new UsageReportsError('signInFailed', message, { problem: 'certificateUnreadable' });
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
