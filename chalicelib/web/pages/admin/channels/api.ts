/** What can be asked of channels; without an answer each is asked again, as all of the administration are. */
import { ask, insist, list } from "../../desk/asking.ts";
import type { Asked, Operation } from "../../desk/client.ts";
import * as operations from "../../desk/operations.ts";

const TRIES = 3;

const surely = <Path, Query, Body, Answer>(
  operation: Operation<Path, Query, Body, Answer>,
  asked: Asked<Path, Query, Body>,
) => insist(() => ask(operation, asked), TRIES);

const channel = (id: string) => ({ path: { channel_id: id } });
export const listChannels = () => list(operations.listChannels, {}, TRIES);
export const readChannel = (id: string) => surely(operations.readChannel, channel(id));
export const createChannel = (body: operations.NewChannel, key: string | undefined) =>
  surely(operations.createChannel, { body, key });
export const changeChannel = (id: string, body: operations.ChangeChannel) =>
  surely(operations.changeChannel, { ...channel(id), body });
export const addChannelKey = (id: string, key: string | undefined) =>
  surely(operations.addChannelKey, { ...channel(id), body: {}, key });
export const retireChannelKey = (id: string, keyId: string) =>
  surely(operations.retireChannelKey, { path: { channel_id: id, key_id: keyId }, body: {} });
export const listChannelFailures = (id: string) => list(operations.listChannelFailures, channel(id), TRIES);
export const listMails = (cursor: string | null) => surely(operations.listMails, { query: { cursor: cursor ?? "" } });
export const takeInMail = (id: string, channelId: string) =>
  surely(operations.takeInMail, { path: { mail_id: id }, body: { channel_id: channelId || null } });
export const dropMail = (id: string) => surely(operations.dropMail, { path: { mail_id: id }, body: {} });
