export { ContactPoint } from './contact-point.entity.js';
export { CONTACT_KINDS, contactKey, type Contact, type ContactField } from './contact-point.rules.js';
export { contactColumn, ContactPoints, type Hold, type Owner } from './contact-points.service.js';
