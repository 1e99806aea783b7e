import { Module } from '@nestjs/common';
import { MembersModule } from '../members/index.js';
import './digest.nav.js';
import './digest.permissions.js';
import { ArticleListPages } from './articles/article-list.pages.js';
import { ArticlesForYou } from './articles/article.foryou.js';
import { ArticlesForDigest } from './articles/article.digest.js';
import { ArticleImport } from './articles/article.import.js';
import { ArticlesPersonalData } from './articles/article.personal-data.js';
import { ArticleQueries } from './articles/article.queries.js';
import { ArticlesSearchable } from './articles/article.search.js';
import { ArticleStore } from './articles/article.store.js';
import { ArticlesApi } from './articles/articles.api.js';
import { ArticlesCommands } from './articles/articles.commands.js';
import { ArticlesPages } from './articles/articles.pages.js';
import { Articles } from './articles/articles.service.js';
import { DigestSettings } from './digest.settings.js';
import { Approvals } from './editions/approvals.service.js';
import { ApprovalsPages } from './editions/approvals.pages.js';
import { DigestCommands } from './editions/digest.commands.js';
import { Drafts } from './editions/drafts.service.js';
import { EditionStore } from './editions/edition.store.js';
import { EditionsApi } from './editions/editions.api.js';
import { EditionsForYou } from './editions/editions.foryou.js';
import { EditionsJobs } from './editions/editions.jobs.js';
import { EditionsPages } from './editions/editions.pages.js';
import { Editions } from './editions/editions.service.js';
import { LedgersPages } from './editions/ledgers.pages.js';
import { Ledgers } from './editions/ledgers.service.js';
import { PreviewsPages } from './editions/previews.pages.js';
import { Previews } from './editions/previews.service.js';
import { Replies } from './editions/replies.js';
import { Sendings } from './editions/sendings.service.js';
import { Sendout } from './editions/sendout.js';
import { Trials } from './editions/trials.service.js';
import { ThisNetwork } from './this-network.js';

const ARTICLES = [
  ArticleQueries,
  ArticleStore,
  Articles,
  ArticleImport,
  ArticlesForDigest,
  ArticlesSearchable,
  ArticlesCommands,
  ArticlesPersonalData,
];

const EDITIONS = [
  EditionStore,
  Editions,
  Drafts,
  Replies,
  Approvals,
  Sendings,
  Sendout,
  Ledgers,
  Previews,
  Trials,
  EditionsJobs,
  ArticlesForYou,
  EditionsForYou,
  DigestCommands,
];

/** Articles, and the weekly digest they go out in. */
@Module({
  imports: [MembersModule],
  // The list comes first: its `import` must not be taken for the id of an article.
  controllers: [
    ArticleListPages,
    ArticlesPages,
    ArticlesApi,
    EditionsPages,
    PreviewsPages,
    ApprovalsPages,
    LedgersPages,
    EditionsApi,
  ],
  providers: [ThisNetwork, DigestSettings, ...ARTICLES, ...EDITIONS],
  exports: [Articles, ArticleImport, Editions, Approvals, Sendings, Sendout],
})
export class DigestModule {}
