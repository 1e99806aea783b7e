import { nameKey } from '../core/text/name-key.rules.js';
import { quoted, refused, taken, type Reading } from '../core/text/reading.rules.js';

/** The legal forms of voluntary organisations, by stable key, with the ways in which lists write them. */
const FORMS: Record<string, { name: string; words: string }> = {
  'informal-group': {
    name: 'informal group',
    words: 'informal; group; none; not constituted; unconstituted group',
  },
  'constituted-association': {
    name: 'constituted association',
    words: `constituted group; unincorporated association; association; unincorporated; club; society;
      constituted community group; community group; voluntary group`,
  },
  trust: { name: 'trust', words: 'charitable trust; registered trust' },
  'charitable-association': {
    name: 'charitable association',
    words:
      'registered charity; charity; unincorporated charity; charitable unincorporated association; excepted charity',
  },
  cio: {
    name: 'charitable incorporated organisation (CIO)',
    words: 'cio; charitable incorporated organisation',
  },
  'company-limited-by-guarantee': {
    name: 'company limited by guarantee',
    words: `clg; limited by guarantee; company; limited company; ltd; charitable company; private company limited by guarantee;
      charitable company limited by guarantee; company limited by guarantee and registered charity`,
  },
  cic: { name: 'community interest company (CIC)', words: 'cic; community interest company' },
  'co-operative': {
    name: 'co-operative or community benefit society',
    words: `co-operative; cooperative; co-op; community benefit society; bencom; industrial and provident society; ips;
      co-operative society`,
  },
  'faith-body': {
    name: 'PCC or faith body',
    words:
      'pcc; parochial church council; church; faith body; religious body; mosque; faith group; place of worship',
  },
  branch: {
    name: 'branch',
    words: 'branch of a national charity; local branch; branch of a national organisation',
  },
  statutory: {
    name: 'statutory',
    words: 'statutory body; public body; council; local authority; nhs; school',
  },
  private: {
    name: 'private',
    words: 'private company; private provider; business; sole trader; company limited by shares',
  },
};

const INDEX = new Map(
  Object.entries(FORMS).flatMap(([key, { name, words }]) =>
    [key, name, ...words.split(';')].map((word) => [nameKey(word), key] as const),
  ),
);

/** Every legal form as its key and its name, in the order of the list. */
export const LEGAL_FORMS: readonly { key: string; name: string }[] = Object.entries(FORMS).map(
  ([key, { name }]) => ({
    key,
    name,
  }),
);

/** Reads a legal form in the words lists use for it and returns its key. */
export function readLegalForm(text: string): Reading<string> {
  const key = INDEX.get(nameKey(text));
  if (key) return taken(key);
  const names = LEGAL_FORMS.map(({ name }) => name).join('; ');
  return refused(
    `${quoted(text.trim())} is not a legal form we know. Write one of these, or leave it blank: ${names}.`,
  );
}
