import { domainToASCII } from 'node:url';

/** Names under which anybody may have a mailbox; for some the country varies, so only their first label is here. */
const FREE =
  'gmail.com googlemail.com aol.com icloud.com me.com mac.com msn.com mail.com proton.me protonmail.com pm.me ' +
  'btinternet.com btopenworld.com sky.com virginmedia.com talktalk.net tiscali.co.uk ntlworld.com blueyonder.co.uk ' +
  'fastmail.com tutanota.com tuta.io zohomail.eu web.de t-online.de freenet.de mail.ru bk.ru inbox.ru list.ru qq.com ' +
  '163.com 126.com naver.com rediffmail.com hey.com rocketmail.com ymail.com orange.fr free.fr laposte.net libero.it wp.pl';
const FREE_ANYWHERE =
  /(?:^|\.)(?:yahoo|hotmail|outlook|live|gmx|yandex|zoho)\.(?:[a-z]{2,3}|co\.[a-z]{2}|com\.[a-z]{2})$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Returns a mail domain as it is sent: lower case, A-labels (RFC 5890); undefined for what is no domain of two labels. */
export function readMailDomain(typed: string): string | undefined {
  const domain = domainToASCII(typed.trim().toLowerCase().replace(/\.$/, ''));
  const labels = domain.split('.');
  const isDomain = labels.length >= 2 && domain.length <= 190 && labels.every((label) => LABEL.test(label));
  return isDomain && !/^\d+$/.test(labels.at(-1)!) ? domain : undefined;
}

/** Whether anybody may have a mailbox under this domain, so that a network must never send from it (E3). */
export function isFreeMail(domain: string): boolean {
  return FREE.split(' ').includes(domain) || FREE_ANYWHERE.test(domain);
}
