import { ArticleListPages } from './article-list.pages.js';
import { ArticlesForDigest } from './article.digest.js';
import { ArticleForms } from './article.forms.js';
import { ArticlesForYou } from './article.foryou.js';
import { ArticleImport } from './article.import.js';
import { ArticlePages } from './article.pages.js';
import { ArticlesPersonalData } from './article.personal-data.js';
import { ArticleQueries } from './article.queries.js';
import { ArticlesSearchable } from './article.search.js';
import { ArticleShow } from './article.show.js';
import { ArticleStore } from './article.store.js';
import { ArticleWordsCheck } from './article.words.js';
import { ArticleWriting } from './article.writing.js';
import { ArticlesApi } from './articles.api.js';
import { ArticlesCommands } from './articles.commands.js';
import { ArticlesPages } from './articles.pages.js';
import { Articles } from './articles.service.js';
import { PublicArticlesPages } from './public-articles.pages.js';
import { SubmissionLetters } from './submission.letters.js';
import { SubmissionStore } from './submission.store.js';
import { Submissions } from './submissions.service.js';

export const ARTICLES = [
  ArticleQueries,
  ArticleStore,
  ArticleWriting,
  ArticleWordsCheck,
  ArticleForms,
  ArticleShow,
  SubmissionStore,
  SubmissionLetters,
  Articles,
  Submissions,
  ArticleImport,
  ArticlesForDigest,
  ArticlesForYou,
  ArticlesSearchable,
  ArticlesCommands,
  ArticlesPersonalData,
];

/** In this order, because `import`, `new` and `public` must not be taken for the id of an article. */
export const ARTICLE_PAGES = [
  ArticleListPages,
  PublicArticlesPages,
  ArticlesPages,
  ArticlePages,
  ArticlesApi,
];
