import { locale } from '#lib/format/locale.ts';

const countryCodes =
  'AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU ' +
  'CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN ' +
  'IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT ' +
  'MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL ' +
  'SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS XK YE ZA ZM ZW';
const languageCodes =
  'ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nl no pl pt ro ru sk sl sr sv sw ta te th tr uk ur vi zh';

const regions = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
const tongues = new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' });

/** A country's name from its ISO 3166-1 code; unknown codes stay codes. Called on the server only: runtimes may name places differently. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code;
}

/** A language's name from its BCP 47 tag; unknown tags stay tags. Called on the server only. */
export function languageName(tag: string): string {
  try {
    return tongues.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** A value to tick and what it is called. */
export type Choice = { readonly value: string; readonly label: string; readonly note?: string; readonly disabled?: boolean };

/** Every country that can be targeted, by name. */
export function countryChoices(): readonly Choice[] {
  return named(countryCodes, countryName);
}

/** The languages that can be targeted, by name. */
export function languageChoices(): readonly Choice[] {
  return named(languageCodes, languageName);
}

function named(codes: string, nameOf: (code: string) => string): readonly Choice[] {
  return codes
    .split(' ')
    .map((value) => ({ value, label: nameOf(value), note: value }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
}
