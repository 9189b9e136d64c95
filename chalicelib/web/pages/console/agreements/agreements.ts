/** What a customer agreed to, page by page. */
import { ask, insist } from "../../desk/asking.ts";
import * as operations from "../../desk/operations.ts";
import { Pages } from "../conversations/customer.ts";

export const agreementsOf = (visitorId: string) =>
  new Pages<operations.CustomerConsentView>((cursor) =>
    insist(() => ask(operations.listAgreements, { path: { visitor_id: visitorId }, query: { cursor } }))
  );
