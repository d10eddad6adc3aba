import * as l10n from '@vscode/l10n';

/** Why an answer about a connection can't work, however it is spelled. */
export type AddressProblem =
  /** Not an https address without a path. */
  | 'notAnOrigin'
  /** Microsoft Graph's address in place of that of the sign-in. */
  | 'graphNotSignIn'
  /** An administrator's website. */
  | 'portal'
  | 'personalSignIn'
  /** A sign-in service for customers, not for a Microsoft 365 tenant. */
  | 'customerSignIn'
  /** Another name of the worldwide cloud's sign-in. */
  | 'globalAlias'
  /** The sign-in of another cloud than that of the Microsoft Graph endpoint. */
  | 'otherCloudsSignIn'
  | 'notATenant'
  /** `common` and `organizations` stand for any tenant. */
  | 'anyTenant'
  | 'personalTenant'
  /** A domain whose ending belongs to another cloud. */
  | 'otherCloudsTenant';

/** Why it can't work, and what to enter. @param example what to enter instead */
export function addressProblemText(problem: AddressProblem, example: string): string {
  switch (problem) {
    case 'notAnOrigin':
      return l10n.t(
        'Enter an https address without a path, such as {0} (http is accepted only for this computer).',
        example,
      );
    case 'graphNotSignIn':
      return l10n.t(
        "This is Microsoft Graph's address, which signs nobody in. Enter the sign-in address, such as {0}.",
        example,
      );
    case 'portal':
      return l10n.t(
        'This is the address of a website, which signs no program in. Enter the sign-in address, such as {0}.',
        example,
      );
    case 'personalSignIn':
      return l10n.t(
        "Personal Microsoft accounts don't have usage reports. Enter the sign-in address of a tenant, such as {0}.",
        example,
      );
    case 'customerSignIn':
      return l10n.t(
        "Tenants for customers don't have usage reports. Enter the sign-in address of a tenant, such as {0}.",
        example,
      );
    case 'globalAlias':
      return l10n.t("VS Code's sign-in doesn't use this name of the worldwide cloud. Enter {0}.", example);
    case 'otherCloudsSignIn':
      return l10n.t("Microsoft Graph at this endpoint doesn't accept sign-ins from there. Enter {0}.", example);
    case 'notATenant':
      return l10n.t(
        'Enter a domain such as northlight.onmicrosoft.com, or an ID such as 00000000-0000-0000-0000-000000000000.',
      );
    case 'anyTenant':
      return l10n.t(
        'This stands for any tenant, but usage reports belong to one. Enter its domain, such as {0}, or its ID.',
        example,
      );
    case 'personalTenant':
      return l10n.t(
        "This is for personal accounts, which don't have usage reports. Enter your organization's domain, such as {0}, or its ID.",
        example,
      );
    case 'otherCloudsTenant':
      return l10n.t(
        'This domain belongs to another Microsoft cloud. Go back to choose that cloud, or enter a domain such as {0}.',
        example,
      );
  }
}
