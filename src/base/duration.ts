/** `iso`: `P1DT2H3M4S`. `clock`: `02:03:04`, or `1.02:03:04` with a day. Both write days from 24 hours on. */
export type DurationForm = 'iso' | 'clock';

const iso = /^P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?$/;
const clock = /^(?:(\d+)\.)?(\d+):([0-5]\d):([0-5]\d)(?:\.(\d+))?$/;

/**
 * Parses the bytes of a duration that is written exactly as {@link formatDuration} writes the `iso` form, without fractions.
 *
 * @returns seconds; -1 for anything else
 */
export function parseIsoDurationBytes(bytes: Uint8Array, from: number, to: number): number {
  if (from >= to || bytes[from] !== letterP) {
    return -1;
  }
  const isZero =
    to - from === 4 && bytes[from + 1] === letterT && bytes[from + 2] === 48 && bytes[from + 3] === letterS;
  if (isZero) {
    return 0;
  }
  let seconds = 0;
  let part = -1;
  let place = 0;
  for (let at = from + 1; at < to; at++) {
    const code = bytes[at] ?? 0;
    if (code >= 48 && code <= 57) {
      if (part === 0 || part > 1e8) {
        return -1;
      }
      part = (part < 0 ? 0 : part * 10) + code - 48;
      continue;
    }
    const next =
      code === letterD
        ? 1
        : code === letterT
          ? 2
          : code === letterH
            ? 3
            : code === letterM
              ? 4
              : code === letterS
                ? 5
                : 0;
    const isTimeAhead = next === 2;
    if (next <= place || (next > 2 && place < 2) || isTimeAhead !== part < 0 || part >= (limits[next] ?? 0)) {
      return -1;
    }
    if (part === 0) {
      return -1;
    }
    seconds += isTimeAhead ? 0 : part * (secondsOf[next] ?? 0);
    place = next;
    part = -1;
  }
  return part >= 0 || place === 0 || place === 2 ? -1 : seconds;
}

const [letterP, letterD, letterT, letterH, letterM, letterS] = [80, 68, 84, 72, 77, 83];
/** Indexed by the position in the format: days, the `T`, hours, minutes, seconds. */
const secondsOf = [0, 86_400, 0, 3600, 60, 1];
const limits = [0, 1e9, 1, 24, 60, 60];

/** Parses either form as seconds; `NaN` for anything else. Years, months and weeks are not supported: the service does not use them. */
export function parseDuration(text: string): number {
  const match = text.startsWith('P') ? iso.exec(text) : clock.exec(text);
  if (match === null || text === 'P') {
    return Number.NaN;
  }
  const [, days = '0', hours = '0', minutes = '0', seconds = '0', fraction] = match;
  const whole = Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (!Number.isSafeInteger(whole)) {
    return Number.NaN;
  }
  // As decimal text, so that the sum is as exact as a double can be.
  return fraction === undefined ? whole : Number(`${whole}.${fraction}`);
}

/** The form of a text that {@link parseDuration} can read. */
export function durationForm(text: string): DurationForm {
  return text.startsWith('P') ? 'iso' : 'clock';
}

/** @param seconds not negative */
export function formatDuration(seconds: number, form: DurationForm): string {
  const whole = Math.floor(seconds);
  const fraction = fractionOf(seconds);
  const days = Math.floor(whole / 86_400);
  const hours = Math.floor((whole % 86_400) / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = whole % 60;
  if (form === 'clock') {
    return `${days > 0 ? `${days}.` : ''}${two(hours)}:${two(minutes)}:${two(rest)}${fraction}`;
  }
  const secondsPart = rest > 0 || fraction !== '' ? `${rest}${fraction}S` : '';
  const time = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${secondsPart}`;
  if (days === 0) {
    return time === '' ? 'PT0S' : `PT${time}`;
  }
  return `P${days}D${time === '' ? '' : `T${time}`}`;
}

/** The decimals of a number with their point; empty for whole numbers. */
function fractionOf(seconds: number): string {
  if (Number.isInteger(seconds)) {
    return '';
  }
  const text = seconds < 1e-6 ? seconds.toFixed(20).replace(/0+$/, '') : String(seconds);
  return text.slice(text.indexOf('.'));
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
