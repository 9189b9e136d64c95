/** How times, people and addresses are written. */
import { h } from '../kit/dom.js';
import { language, t } from './i18n.js';
import { partsOf } from './links.ts';
import { now } from './time.js';

const formats = new Map();

function dateFormat(name, options) {
  const key = `${language.code} ${name}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(language.code, options));
  return formats.get(key);
}

const clock = (date) => dateFormat('clock', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(date);

function day(date) {
  const sameYear = date.getFullYear() === new Date(now()).getFullYear();
  return dateFormat(`day ${sameYear}`, { month: 'short', day: 'numeric', year: sameYear ? undefined : 'numeric' }).format(date);
}

/** 0 today, 1 yesterday; by the agent's calendar. */
function daysAgo(date) {
  const midnight = (one) => new Date(one.getFullYear(), one.getMonth(), one.getDate());
  return Math.round((midnight(new Date(now())) - midnight(date)) / 86_400_000);
}

function dayName(date) {
  const days = daysAgo(date);
  if (days === 0) return t('time.today');
  return days === 1 ? t('time.yesterday') : day(date);
}

export const clockOf = (at) => clock(new Date(at));
export const dayOf = (at) => dayName(new Date(at));
export const fullTime = (at) => dateFormat('full', { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' }).format(new Date(at));

/** Short, for lists: "just now", "5 min ago", "14:05", "Yesterday", "Nov 3". */
export function shortTime(at) {
  const date = new Date(at);
  const minutes = Math.floor((now() - date) / 60_000);
  if (minutes < 1) return t('time.now');
  if (minutes < 60) return t('time.minutes', { count: minutes });
  return daysAgo(date) === 0 ? clock(date) : dayName(date);
}

/** With the hour, for facts: "Today 14:05". */
export function dayAndTime(at) {
  const date = new Date(at);
  return `${dayName(date)} ${clock(date)}`;
}

export function duration(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [d, hr, m, s] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  if (d) return t('duration.days', { d, h: hr });
  if (hr) return t('duration.hours', { h: hr, m });
  return m ? t('duration.minutes', { m, s }) : t('duration.seconds', { s });
}

export const waited = (conversation) => duration(now() - new Date(conversation.waiting_since ?? conversation.started_at));

export const tail = (visitorId) => (visitorId ?? '').slice(-4);

export function visitorName(conversation) {
  const name = conversation.visitor?.name ?? conversation.visitor_name;
  return name || t('visitor.unnamed', { tail: tail(conversation.visitor_id) });
}

/** "小李 (1002)". */
export function agentName(agent) {
  const name = agent?.name || t('entry.agent');
  return agent?.number ? `${name} (${agent.number})` : name;
}

export function localeName(locale) {
  try {
    return new Intl.DisplayNames([language.code], { type: 'language' }).of(locale) ?? locale;
  } catch {
    return locale;
  }
}

/** A web address as a link that gives nothing away; anything else (javascript:, data: …) stays text. */
export function linkOrText(address, shown = address) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return address;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return address;
  return h('a', { href: url.href, target: '_blank', rel: 'noopener noreferrer', dir: 'ltr', title: address }, shown);
}

/** An address for reading: without https://, and %E8%8C%B6 as 茶. */
export function readable(address) {
  const short = address.replace(/^https?:\/\/(?=.)/, '');
  try {
    return decodeURI(short);
  } catch {
    return short;
  }
}

/** A text with the addresses in it made into links. */
export function withLinks(text) {
  return partsOf(text).map((part) => typeof part === 'string' ? part : h('a', {
    href: part.href, target: '_blank', rel: 'noopener noreferrer', dir: 'ltr', title: part.text,
  }, part.text));
}
