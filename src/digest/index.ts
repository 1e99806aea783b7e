export { ArticleImport, type ArticleImportReport } from './articles/article.import.js';
export { Articles } from './articles/articles.service.js';
export { DigestModule } from './digest.module.js';
export { Approvals } from './editions/approvals.service.js';
export { Editions } from './editions/editions.service.js';
export { Sendings, type Status } from './editions/sendings.service.js';
export { Sendout } from './editions/sendout.js';
