import { Injectable } from '@nestjs/common';
import { Notices } from '../editions/notices.js';
import type { Article } from './article.rules.js';
import type { Submission } from './submission.store.js';

/** Tells those who submit an article what became of it. */
@Injectable()
export class SubmissionLetters {
  constructor(private readonly notices: Notices) {}

  async approved({ personId }: Submission, { id, title }: Article): Promise<void> {
    if (!personId) return;
    await this.notices.tell(personId, {
      subject: `Approved: ${title}`,
      passages: [
        `Thank you. Your article “${title}” is approved, and the next digest will offer it to those it is for.`,
        { button: { url: await this.notices.link(`/articles/${id}`), words: 'See how it reads' } },
      ],
    });
  }

  async sentBack({ personId }: Submission, { id, title }: Article, reason: string): Promise<void> {
    if (!personId) return;
    await this.notices.tell(personId, {
      subject: `Sent back: ${title}`,
      passages: [
        `Your article “${title}” needs another look before it can go into a digest. This is why:`,
        ...reason.split(/\n{2,}/),
        'What you wrote is kept. Change it and send it again, or leave it.',
        {
          button: {
            url: await this.notices.link(`/articles/submissions/${id}/edit`),
            words: 'Change the article',
          },
        },
      ],
    });
  }
}
