/** Characters beyond which a paragraph is divided at the ends of its sentences. */
const LONG = 600;

/** Returns a text in parts that can stand or fall alone: its paragraphs, and the sentences of long ones. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/\n{2,}/)
    .flatMap((one) => (one.length > LONG ? one.split(/(?<=[.!?])\s+(?=\p{Lu})/u) : [one]))
    .map((one) => one.trim())
    .filter(Boolean);
}

/** What is divided: a passage without a page of its own on the web, which must not be cut. */
interface Passage {
  key: string;
  title: string;
  body: string;
  url: string;
}

/** Returns a passage in parts, so that as much of it is printed as there is room for; only the first has the title. */
export function partsOf<P extends Passage>(passage: P): P[] {
  const paragraphs = paragraphsOf(passage.body);
  if (passage.url !== '' || paragraphs.length < 2) return [passage];
  return paragraphs.map((body, at) =>
    at === 0 ? { ...passage, body } : { ...passage, key: `${passage.key}#${at + 1}`, title: '', body },
  );
}
