/** A signed-in agent's desk: everything that works behind the page, from sign-in to sign-out. */
import * as api from '../desk/api.ts';
import { Colleagues } from './people/colleagues.js';
import { Conversations } from './conversations/conversations.js';
import { FollowUps } from './followups/followups.js';
import { visitorName } from '../desk/format.ts';
import { showFrame } from './frame.js';
import { language, t } from '../desk/i18n.ts';
import { Inbox } from './conversations/inbox.js';
import { Listing } from './conversations/listing.js';
import { Drafts, ReadMarks } from './memory.js';
import { Messages } from './offline/messages.js';
import { Notifier } from './notify.js';
import { Outbox } from './outbox.js';
import { Presence } from './people/presence.js';
import { Selection } from './selection.js';
import { Transcript } from './conversations/transcript.js';

const TRANSCRIPTS_KEPT = 30;

/** Opens the desk in `page`; returns what to do when leaving. */
export function showDesk(page, session) {
  const agentId = session.agent.agent_id;
  const conversations = new Conversations(agentId);
  const transcripts = new Map();
  const desk = {
    session,
    conversations,
    inbox: new Inbox(conversations),
    listing: new Listing(conversations),
    colleagues: new Colleagues(),
    messages: new Messages(session),
    followUps: new FollowUps(session),
    presence: new Presence(),
    outbox: new Outbox(agentId, api.reply),
    drafts: new Drafts(agentId),
    readMarks: new ReadMarks(agentId),
    notifier: new Notifier(),
    selection: new Selection(),
    transcript,
  };
  const leaving = new AbortController();
  const { signal } = leaving;

  /** The transcripts last looked at are kept, so that going back and forth is instant. */
  function transcript(id) {
    const known = transcripts.get(id) ?? new Transcript(id);
    transcripts.delete(id);
    transcripts.set(id, known);
    if (transcripts.size > TRANSCRIPTS_KEPT) transcripts.delete(transcripts.keys().next().value);
    return known;
  }

  desk.outbox.addEventListener('stored', ({ detail: { conversationId, entry } }) => {
    transcripts.get(conversationId)?.add(entry);
    const known = conversations.get(conversationId);
    if (known) {
      conversations.learn({
        ...known,
        last_seq: entry.seq,
        last_text: [...entry.text].slice(0, 80).join(''),
        last_author: 'agent',
        last_at: entry.at,
        first_reply_at: known.first_reply_at ?? entry.at,
      });
    }
  }, { signal });

  desk.inbox.addEventListener('news', ({ detail }) => {
    const unseen = detail.conversations.filter((one) => one.conversation_id !== desk.selection.id || !document.hasFocus());
    if (!unseen.length) return;
    desk.notifier.ring();
    if (document.hasFocus()) return;
    for (const one of unseen) {
      const what = one.state === 'waiting' ? 'news.waiting' : 'news.assigned';
      desk.notifier.announce({
        title: one.last_author === 'visitor' && one.state === 'open' ? visitorName(one) : `${t(what)} · ${visitorName(one)}`,
        body: one.last_text ?? '',
        conversationId: one.conversation_id,
        open: () => desk.selection.choose(one.conversation_id),
      });
    }
  }, { signal });

  function showCount() {
    const calling = conversations.mine.filter((one) => desk.readMarks.unread(one) > 0);
    desk.notifier.showCount(calling.length + conversations.waiting.length);
  }
  for (const source of [conversations, desk.readMarks, language]) source.addEventListener('changed', showCount, { signal });

  const lists = [desk.selection, desk.messages, desk.followUps];
  // Who answers no conversations has no status, and nothing that comes by itself.
  const workers = session.can('conversations.answer') ? [desk.notifier, desk.presence, desk.outbox, desk.inbox, ...lists] : lists;
  for (const worker of workers) worker.start();
  showFrame(page, desk, signal);
  showCount();
  return () => {
    leaving.abort();
    for (const worker of workers) worker.stop();
  };
}
