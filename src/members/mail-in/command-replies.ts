import { Injectable } from '@nestjs/common';
import { Settings } from '../../core/config/index.js';
import { MailIn, type IncomingMail } from '../../core/contracts/index.js';
import { Db } from '../../core/database/index.js';
import { Post, shortLetter } from '../../core/mail/index.js';
import {
  choiceWords,
  getsIt,
  listWords,
  Preferences,
  StopLinks,
  type ReadingChoice,
} from '../preferences/index.js';
import { answerTo, changeBy, wordOf, type AnswerFacts, type Word } from './command.rules.js';

/** The way by which these words come, as the records name it. */
const SOURCE = 'e-mail';

type Done = Pick<AnswerFacts, 'isOther' | 'isBack'>;

interface Writer {
  name: string;
  /** Null where it is on hold. */
  address: string | null;
  /** The postal address of their organisation. */
  post: string | null;
  network: string;
  slug: string;
  digest: string | null;
}

/** Does what members ask for by answering with one word, for those who do not use the site. */
@MailIn('command')
@Injectable()
export class CommandReplies implements MailIn {
  constructor(
    private readonly db: Db,
    private readonly preferences: Preferences,
    private readonly links: StopLinks,
    private readonly post: Post,
    private readonly settings: Settings,
  ) {}

  /** Takes a word from somebody; `subjectId` is the list that they answered. Anything else is left alone. */
  async take({ personId, subjectId: list, text, messageId, mayAnswer }: IncomingMail): Promise<void> {
    const word = wordOf(text);
    if (!word || !personId) return;
    const before = await this.preferences.choiceOf(personId);
    const done = await this.#do(word, personId, list, before);
    if (mayAnswer === false) return;
    const choice = await this.preferences.choiceOf(personId);
    await this.#answer(personId, word, { choice, list, ...done }, messageId);
  }

  async #do(word: Word, personId: string, list: string, before: ReadingChoice): Promise<Done> {
    const stopped = !getsIt(await this.preferences.standing(personId, list));
    if (word === 'STOP') {
      await this.preferences.stop('product', [personId], list, SOURCE);
      return { isOther: !stopped };
    }
    // Whoever has stopped a list and says MORE has it again as it was.
    if (word === 'MORE' && stopped) {
      await this.preferences.startAgain('product', personId, list, SOURCE);
      return { isOther: true, isBack: true };
    }
    const { frequencies } = await this.preferences.offer();
    const change = changeBy(word, before, frequencies);
    if (Object.keys(change).length === 0) return { isOther: false };
    const after = await this.preferences.choose('product', personId, change, SOURCE);
    return { isOther: choiceWords(after) !== choiceWords(before) };
  }

  async #answer(
    personId: string,
    word: Word,
    { choice, list, ...done }: Done & { choice: ReadingChoice; list: string },
    messageId?: string,
  ): Promise<void> {
    const writer = await this.#writer(personId);
    if (!writer?.address) return;
    const digest = writer.digest ?? 'weekly digest';
    const page = `${this.settings.baseUrl}/${writer.slug}/preferences/${this.links.preferencesToken(personId)}`;
    const facts: AnswerFacts = {
      ...{ choice, digest, page, post: writer.post, ...done },
      ...{ list: listWords(list, digest), isDigest: list === 'digest' },
    };
    const { subject, passages } = answerTo(word, facts);
    await this.post.toOne(
      { address: writer.address, name: writer.name, personId },
      {
        ...{ kind: 'notice', subject, fromName: writer.network, fromLocal: 'notices', resend: 'resend' },
        ...{ automatic: 'auto-replied', ...(messageId && { thread: [messageId] }) },
        piece: shortLetter(passages),
      },
    );
  }

  #writer(personId: string): Promise<Writer | undefined> {
    return this.db.one<Writer>(
      `select trim(p.given || ' ' || p.family) as name, n.name as network, n.slug, n.words->>'digest' as digest,
         (select value from contact_point c where c.person_id = p.id and c.kind = 'email' and c.held_since is null limit 1) as address,
         (select concat_ws(', ', o.name, nullif(replace(c.value, E'\\n', ', '), ''), c.postcode) from role r
          join organisation o on o.network_id = r.network_id and o.id = r.organisation_id
          join contact_point c on c.network_id = o.network_id and c.organisation_id = o.id and c.kind = 'post'
          where r.person_id = p.id and (r.valid_to is null or r.valid_to > app_now()::date)
          order by r.main_contact desc, r.valid_from limit 1) as post
       from person p join network n on n.id = p.network_id where p.id = $1 and p.erased_at is null`,
      [personId],
    );
  }
}
