export { SenderDomainModule } from './sender-domain.module.js';
