import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { dayOf } from '../../../base/dates.js';
import { UsageReportsError } from '../../../base/errors.js';
import { unreadable } from './certificateFile.js';

/** Proves an application's identity in place of a client secret. */
export interface Certificate {
  /** Hexadecimal, without colons. */
  readonly thumbprintSha256: string;
  /** PEM, decrypted. In memory only. */
  readonly privateKey: string;
  /** PEM: the application's certificate first, then the other certificates of the file. */
  readonly x5c: string;
  readonly validTo: Date;
}

/** The service registers no certificate with a smaller key, and the library does not sign with one. */
const MIN_KEY_BITS = 2048;

/**
 * Reads a PEM file with a certificate and its private key. The dates are checked here, because the service would only report a wrong
 * signature.
 * @throws UsageReportsError `signInRequired` with `passphraseMissing` if none is given; `signInFailed` with `passphraseMissing` (a wrong
 *   passphrase), `certificateUnreadable`, `certificateExpired`, or `clockSkew` (not valid yet)
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
    // The certificate is most likely valid, and the computer's clock is wrong.
    throw new UsageReportsError(
      'signInFailed',
      `By this computer's clock the certificate is valid from ${dayOf(validFrom)} only.`,
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
    throw new UsageReportsError('signInFailed', `The certificate was valid until ${dayOf(validTo)}.`, {
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

/** The errors of node:crypto are dropped, because they differ between Node and the build in VS Code. */
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
