import type { Connection } from '../../services/auth/connections/connection.js';
import { readableCertificateText } from '../../l10n/connectionTexts.js';
import { showWarning } from '../common/messages.js';

/** Says so where other accounts of this computer can read a connection's private key. It is used nevertheless. */
export async function warnAboutCertificate({ certificatePath }: Pick<Connection, 'certificatePath'>): Promise<void> {
  if (certificatePath !== undefined) {
    const { isReadableByOthers } = await import('../../services/auth/appOnly/certificateFile.js');
    if (await isReadableByOthers(certificatePath)) {
      void showWarning(readableCertificateText(certificatePath));
    }
  }
}
