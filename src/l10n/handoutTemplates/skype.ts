import * as l10n from '@vscode/l10n';
import { type HandoutTemplate, TEMPLATE_VERSION } from '../../core/handout/template.js';
import { daysOf } from './parts.js';

const ACTIVITY = 'getSkypeForBusinessActivityCounts';
const USERS = 'getSkypeForBusinessActivityUserCounts';
const PEER_MINUTES = 'getSkypeForBusinessPeerToPeerActivityMinuteCounts';
const ORGANIZER_MINUTES = 'getSkypeForBusinessOrganizerActivityMinuteCounts';
const DEVICES = 'getSkypeForBusinessDeviceUsageUserCounts';

/** For those who still keep its history. */
export function skypeTemplate(): HandoutTemplate {
  return {
    version: TEMPLATE_VERSION,
    title: 'Skype for Business',
    blocks: [
      {
        kind: 'text',
        paragraphs: [
          l10n.t(
            'Skype for Business Online was shut down in July 2021. Most tenants have no data after that, which this report then says.',
          ),
        ],
      },
      { kind: 'heading', text: l10n.t('Activity') },
      {
        kind: 'keyFigures',
        figures: [
          { label: l10n.t('Peer-to-peer sessions'), ...daysOf(ACTIVITY, 'Peer-to-peer') },
          { label: l10n.t('Conferences organized'), ...daysOf(ACTIVITY, 'Organized') },
          { label: l10n.t('Conferences participated in'), ...daysOf(ACTIVITY, 'Participated') },
          { label: l10n.t('Audio, peer-to-peer'), ...daysOf(PEER_MINUTES, 'Audio') },
          { label: l10n.t('Video, peer-to-peer'), ...daysOf(PEER_MINUTES, 'Video') },
          { label: l10n.t('Audio and video, in conferences'), ...daysOf(ORGANIZER_MINUTES, 'Audio/Video') },
        ],
      },
      {
        kind: 'series',
        title: l10n.t('Users, daily'),
        lines: [
          { report: USERS, column: 'Peer-to-peer', label: l10n.t('Peer-to-peer sessions') },
          { report: USERS, column: 'Organized', label: l10n.t('Conferences organized') },
          { report: USERS, column: 'Participated', label: l10n.t('Conferences participated in') },
        ],
      },
      {
        kind: 'bars',
        title: l10n.t('Users on an average day, by device'),
        bars: ['Windows', 'Windows Phone', 'Android Phone', 'iPhone', 'iPad'].map((device) => ({
          label: device,
          ...daysOf(DEVICES, device),
        })),
      },
      { kind: 'heading', text: l10n.t('What is missing, and why') },
      { kind: 'dataQuality' },
    ],
  };
}
