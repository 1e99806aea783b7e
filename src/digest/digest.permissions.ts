import { definePermissions } from '../core/access/index.js';

definePermissions({
  'articles.read': {
    words: 'Read articles that are ready, as far as they are meant for the reader',
    roles: [
      'member',
      'representative',
      'development_officer',
      'administrator',
      'coordinator',
      'treasurer',
      'partner',
      'chair',
    ],
  },
  'articles.submit': {
    words: 'Submit articles for approval',
    roles: [
      'member',
      'representative',
      'development_officer',
      'administrator',
      'coordinator',
      'treasurer',
      'partner',
      'chair',
    ],
  },
  'articles.members': {
    words: 'Read articles that are for members',
    roles: [
      'member',
      'representative',
      'development_officer',
      'administrator',
      'coordinator',
      'treasurer',
      'chair',
    ],
  },
  'articles.draft': {
    words: 'Write drafts of articles',
    roles: ['development_officer', 'administrator', 'coordinator'],
  },
  'articles.write': {
    words: 'Make articles ready, change, import and withdraw them',
    roles: ['administrator', 'coordinator'],
  },
  'digest.read': {
    words: 'See editions of the digest and what became of them',
    roles: ['administrator', 'coordinator'],
  },
  'digest.compose': { words: 'Compose the digest', roles: ['administrator', 'coordinator'] },
  'digest.rules': { words: 'Change the rules by which the digest is chosen', roles: ['coordinator'] },
  'digest.approve': {
    words: 'Approve the digest, stop it, and settle what is uncertain',
    roles: ['coordinator'],
  },
});
