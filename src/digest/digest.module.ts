import { Module } from '@nestjs/common';
import { GlossaryModule } from '../core/glossary/index.js';
import { MembersModule } from '../members/index.js';
import './archive/archive.nav.js';
import './archive/archive.permissions.js';
import './digest.nav.js';
import './digest.permissions.js';
import { ArchivePages } from './archive/archive.pages.js';
import { Archive } from './archive/archive.service.js';
import { ArchiveSettings } from './archive/archive.settings.js';
import { EditionsNamed } from './archive/editions-named.js';
import { ArchiveStore } from './archive/archive.store.js';
import { FeedPages } from './archive/feed.pages.js';
import { LinkedSentPages, OwnSentPages } from './archive/sent.pages.js';
import { Sent } from './archive/sent.service.js';
import { ARTICLES, ARTICLE_PAGES } from './articles/articles.providers.js';
import { ArticleImport } from './articles/article.import.js';
import { Articles } from './articles/articles.service.js';
import { AttachmentOwner, PictureOwner } from './attachments/attachment.owner.js';
import { AttachmentsPages } from './attachments/attachments.pages.js';
import { Attachments } from './attachments/attachments.service.js';
import { DigestSettings } from './digest.settings.js';
import { Approvals } from './editions/approvals.service.js';
import { ApprovalsPages } from './editions/approvals.pages.js';
import { DigestCommands } from './editions/digest.commands.js';
import { CHOOSING, CHOOSING_FIRST, CHOOSING_PAGES } from './choosing/choosing.providers.js';
import { EditionListPages } from './editions/edition-list.pages.js';
import { EditionStore } from './editions/edition.store.js';
import { EditionsApi } from './editions/editions.api.js';
import { EditionsForYou } from './editions/editions.foryou.js';
import { EditionsJobs } from './editions/editions.jobs.js';
import { EditionsPages } from './editions/editions.pages.js';
import { Editions } from './editions/editions.service.js';
import { LedgersPages } from './editions/ledgers.pages.js';
import { Ledgers } from './editions/ledgers.service.js';
import { Replies } from './editions/replies.js';
import { Sendings } from './editions/sendings.service.js';
import { Sendout } from './editions/sendout.js';
import { Trials } from './editions/trials.service.js';
import { Automatic } from './kinds/automatic.service.js';
import { AutomaticJobs } from './kinds/automatic.jobs.js';
import { AudiencesPages } from './kinds/audiences.pages.js';
import { KindFacts } from './kinds/kind-facts.service.js';
import { WritingsApi } from './kinds/writings.api.js';
import { WritingsPages } from './kinds/writings.pages.js';
import { Corrections } from './kinds/corrections.service.js';
import { Offers } from './kinds/offers.service.js';
import { Writings } from './kinds/writings.service.js';
import { OwedPersonalData } from './kinds/owed.personal-data.js';
import { BriefingsOwed } from './kinds/owed.service.js';
import { EditionReaders } from './kinds/readers.service.js';
import { Floods } from './kinds/floods.service.js';
import { APPROVING, APPROVING_PAGES } from './handover/handover.providers.js';
import './reach/reach.nav.js';
import './reach/reach.permissions.js';
import { REACHING, REACHING_PAGES } from './reach/reach.providers.js';
import { ThisNetwork } from './this-network.js';

const ATTACHMENTS = [Attachments, AttachmentOwner, PictureOwner];

const ARCHIVE = [ArchiveStore, Archive, ArchiveSettings, EditionsNamed, Sent];

const KINDS = [
  EditionReaders,
  Floods,
  BriefingsOwed,
  OwedPersonalData,
  Offers,
  Writings,
  Corrections,
  KindFacts,
  Automatic,
  AutomaticJobs,
];

const EDITIONS = [
  EditionStore,
  Editions,
  Replies,
  Approvals,
  Sendings,
  Sendout,
  Ledgers,
  Trials,
  EditionsJobs,
  EditionsForYou,
  DigestCommands,
];

/** Articles, and the weekly digest they go out in. */
@Module({
  imports: [GlossaryModule, MembersModule],
  controllers: [
    WritingsPages,
    AudiencesPages,
    WritingsApi,
    ...ARTICLE_PAGES,
    AttachmentsPages,
    // And these before whatever takes the next word for the key of an edition.
    ArchivePages,
    FeedPages,
    OwnSentPages,
    LinkedSentPages,
    ...CHOOSING_FIRST,
    EditionListPages,
    EditionsPages,
    ...CHOOSING_PAGES,
    ApprovalsPages,
    ...APPROVING_PAGES,
    LedgersPages,
    ...REACHING_PAGES,
    EditionsApi,
  ],
  providers: [
    ThisNetwork,
    DigestSettings,
    ...ARTICLES,
    ...ATTACHMENTS,
    ...ARCHIVE,
    ...CHOOSING,
    ...EDITIONS,
    ...APPROVING,
    ...KINDS,
    ...REACHING,
  ],
  exports: [Articles, ArticleImport, Editions, Approvals, Sendings, Sendout],
})
export class DigestModule {}
