import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes the two files that a network is filled from: so many groups with a person each, and two articles. */
export function writeImports(directory, people) {
  const members = join(directory, 'members.csv');
  const rows = Array.from(
    { length: people },
    (_, n) => `Group ${n},Amber Valley,Person ${n},p${n}@example.org`,
  );
  writeFileSync(members, ['organisation,district,contact name,e-mail', ...rows].join('\n'));
  const articles = join(directory, 'articles.csv');
  writeFileSync(
    articles,
    'title,summary,body,districts,themes,closes_on,must_know\nHoliday fund,Money for play schemes,Ask by Friday.,,,,yes\nNew hall,A hall opens,Come and see.,Amber Valley,,,\n',
  );
  return { members, articles };
}

/** Makes an empty network by command line. */
export function found(command, slug) {
  const name = slug[0].toUpperCase() + slug.slice(1);
  return command(
    'network',
    'create',
    ...['--slug', slug, '--name', name, '--model', 'derbyshire', '--coordinator', 'co@example.org'],
  );
}

/** Makes a network whose week is composed and waits for approval. */
export async function compose(command, slug, { members, articles }) {
  const network = ['--network', slug];
  await found(command, slug);
  await command('members', 'import', members, ...network);
  await command('articles', 'import', articles, ...network);
  await command('digest', 'compose', ...network);
}
