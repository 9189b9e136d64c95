/** What is done with leave and attendance when somebody presses something: how each of it is asked of the desk. */
export {
  answer,
  askForLeave,
  askForSwap,
  cancel,
  correct,
  decide,
  preview,
  readKinds,
  readOffers,
  readRequest,
  readShifts,
  withdraw,
} from "./asking.ts";
