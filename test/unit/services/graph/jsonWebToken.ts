/** A token of the usual shape with these claims, and a signature that nobody checks. */
export function jsonWebToken(claims: unknown): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ typ: 'JWT', alg: 'RS256' })}.${part(claims)}.SECRETSIGNATURE`;
}
