import * as l10n from '@vscode/l10n';
import { failureLabel } from './failureLabels.js';
import {
  CONCEALED_SAMPLE_CONNECTION,
  type Connection,
  SAMPLE_CONNECTION,
} from '../services/auth/connections/connection.js';
import type { ConnectionState } from '../services/auth/connections/connectionState.js';

/** How a connection's state is said and drawn, wherever it is shown. `undefined` is a state that is not known yet. */
export interface ConnectionStateTexts {
  /** `signed in as ada@northlight.example`; begins in lower case, as it stands behind a name. */
  readonly text: string;
  /** The same where room is scarce; only where somebody has to do something, or would wonder about the data. */
  readonly short?: string;
  readonly icon: string;
  /** The reports cannot be fetched until somebody does something about it. */
  readonly isWarning: boolean;
}

export function stateTexts(
  { id, kind }: Pick<Connection, 'id' | 'kind'>,
  state: ConnectionState | undefined,
): ConnectionStateTexts {
  switch (state?.kind) {
    case undefined:
      return { text: l10n.t('checking the sign-in…'), icon: iconOf(kind), isWarning: false };
    case 'sample':
      return {
        ...(id === CONCEALED_SAMPLE_CONNECTION.id
          ? { text: l10n.t('sample data, concealed names'), short: l10n.t('concealed names') }
          : { text: l10n.t('sample data') }),
        icon: 'beaker',
        isWarning: false,
      };
    case 'signedIn':
      return { text: l10n.t('signed in as {0}', state.account), icon: iconOf(kind), isWarning: false };
    case 'untested': {
      const short = l10n.t('not tested');
      return { text: short, short, icon: iconOf(kind), isWarning: false };
    }
    case 'ready':
      return { text: l10n.t('ready'), icon: iconOf(kind), isWarning: false };
    case 'signedOut':
      if (state.canceled === true) {
        const short = l10n.t('sign-in canceled');
        return { text: short, short, icon: 'debug-disconnect', isWarning: false };
      }
      return {
        text: kind === 'appOnly' ? l10n.t('signed out, secret missing') : l10n.t('signed out'),
        short: l10n.t('signed out'),
        icon: 'debug-disconnect',
        isWarning: false,
      };
    case 'expired': {
      const short = l10n.t('sign-in expired');
      return { text: withAccount(short, state.account), short, icon: 'warning', isWarning: true };
    }
    case 'failed': {
      const short = l10n.t('failed: {0}', failureLabel(state.reason, state.problem));
      return { text: withAccount(short, state.account), short, icon: 'warning', isWarning: true };
    }
    case 'noPermission': {
      const short = l10n.t('no permission');
      return {
        text: withAccount(l10n.t('no permission to read reports'), state.account),
        short,
        icon: 'lock',
        isWarning: true,
      };
    }
  }
}

/** The sample tenants by their names in the display language. The first one is shown at first. */
export function sampleConnections(): readonly [Connection, ...Connection[]] {
  return [
    { ...SAMPLE_CONNECTION, name: l10n.t('Sample tenant') },
    { ...CONCEALED_SAMPLE_CONNECTION, name: l10n.t('Fabrikam') },
  ];
}

/** What a sample tenant is, in a list to choose from. */
export function sampleDetail({ id }: Pick<Connection, 'id'>): string {
  return id === CONCEALED_SAMPLE_CONNECTION.id
    ? l10n.t('Sample data with concealed names, no account needed')
    : l10n.t('Sample data, no account needed');
}

export function connectionKindLabel(kind: Connection['kind']): string {
  switch (kind) {
    case 'sample':
      return l10n.t('Sample tenant');
    case 'delegated':
      return l10n.t('Signs in with an account');
    case 'appOnly':
      return l10n.t('Signs in as an app, without a user');
  }
}

function iconOf(kind: Connection['kind']): string {
  const icons: Record<Connection['kind'], string> = {
    sample: 'beaker',
    delegated: 'account',
    appOnly: 'server-process',
  };
  return icons[kind];
}

function withAccount(text: string, account: string | undefined): string {
  return account === undefined ? text : l10n.t('{0} ({1})', text, account);
}

/** A warning about the private key of an app. */
export function readableCertificateText(path: string): string {
  const quoted = `'${path.replaceAll("'", "'\\''")}'`;
  return l10n.t(
    'Other accounts of this computer can read the certificate file with its private key. What helps: {0}',
    `chmod 600 ${quoted}`,
  );
}
