/** What the console says of questionnaires that are asked in calls, in English. */
export const words = {
  questionnaire: "Questionnaire",
  "questionnaire.required": "must be answered",
  "questionnaire.wrong": "Please check this one",
  "questionnaire.finish": "That is all",
  "questionnaire.done": "The questionnaire is handed in",
  "questionnaire.send": "Send the link",
  "questionnaire.send.about": "The customer gets one e-mail or SMS with a link, and may answer themselves.",
  "questionnaire.sent.now": "The link goes out to the customer",
  "questionnaire.sent": "link sent {at}",
  "questionnaire.state.asked": "Not begun; answers are kept by themselves",
  "questionnaire.state.begun": "Not finished; answers are kept by themselves",
  "questionnaire.state.answered": "Answered",
  "questionnaire.state.expired": "Expired",
  "questionnaire.failed": "It was not kept: {detail} What you entered is still here.",
  "questionnaire.failed.changed_meanwhile":
    "A colleague has just changed this. Theirs is here now, and what you entered stays: please check it and go on.",
  "questionnaire.failed.questionnaire_over": "This questionnaire was answered, or its time is over.",
  "questionnaire.failed.invalid": "Please check the questions that are marked.",
  "questionnaire.failed.not_found": "This questionnaire is not there any more.",
  "questionnaire.failed.questionnaire_unpublished": "This questionnaire is not published yet.",
};
