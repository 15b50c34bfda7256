import type { QuarantineReason } from '@flywheel/events';

/** Why an event was set aside, in words: the reason, and what would let it pass. */
export const quarantineWords: Readonly<Record<QuarantineReason, { readonly label: string; readonly about: string }>> = {
  invalid: {
    label: 'Malformed',
    about: 'A field is missing or wrong. The sender has to mend it; a newer version of the schema may take it.',
  },
  'unknown-version': { label: 'Unknown version', about: 'The event’s version is not known here yet. Replay it after an update.' },
  'no-consent': { label: 'No consent', about: 'The person agreed to nothing. Only the count is kept, so it can never be replayed.' },
  bot: { label: 'Bot', about: 'It looks like a program, not a person. A replay of this reason says that it is none, and takes it.' },
  'impossible-time': {
    label: 'Impossible time',
    about:
      'Nobody can have done this when it says: a film completed before it could run, a dwell longer than since the view, a click ' +
      'before its ad was there. A replay of this reason takes it all the same.',
  },
  'too-fast': {
    label: 'Too fast',
    about: 'One person sent more than 300 events in a minute. A replay of this reason says that it is no bot, and takes it.',
  },
  repeated: {
    label: 'Repeated',
    about: 'One person did the same to the same content over and over within ten minutes. A replay of this reason takes it all the same.',
  },
  flood: {
    label: 'Flood',
    about: 'More than 6,000 times in a minute one source told the same of one content, of nobody known. A replay of this reason takes it.',
  },
  future: { label: 'In the future', about: 'Its time is more than ten minutes ahead: the sender’s clock is wrong.' },
  'too-old': { label: 'Too old', about: 'Its time is before what is kept.' },
  'unknown-viewer': { label: 'Unknown viewer', about: 'The person was not upserted yet. Replay it afterwards.' },
  'unknown-content': { label: 'Unknown content', about: 'The content was not upserted yet. Replay it afterwards.' },
  'unknown-creator': { label: 'Unknown creator', about: 'The creator was not upserted yet. Replay it afterwards.' },
  signature: { label: 'Forged beacon', about: 'The token was not signed by this service. Nothing was counted.' },
};

/** A reason's label; one that is not known here stays as it is. */
export function reasonLabel(reason: string): string {
  return reason in quarantineWords ? quarantineWords[reason as QuarantineReason].label : reason;
}
