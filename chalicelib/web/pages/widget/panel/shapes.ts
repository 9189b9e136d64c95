/** The drawings of the panel, the form and the rating, each a path in a box of 24; a part has those that it names. */

export const down = "m5.6 9.4 1.5-1.5 4.9 4.9 4.9-4.9 1.5 1.5-6.4 6.4Z";
export const send =
  "M4.1 4.7c-.3-.9.6-1.7 1.5-1.3l14.7 7.1c.8.4.8 1.6 0 2L5.6 19.6c-.9.4-1.8-.4-1.5-1.3l1.8-5.5 6.8-.8-6.8-.9Z";
export const smile =
  "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Zm0 1.6a6.9 6.9 0 1 1 0 13.8 6.9 6.9 0 0 1 0-13.8ZM9.2 9a1.1 1.1 0 1 0 0 2.2 1.1 1.1 0 0 0 0-2.2Zm5.6 0a1.1 1.1 0 1 0 0 2.2 1.1 1.1 0 0 0 0-2.2Zm-6.5 4.4c.6 1.7 2 2.8 3.7 2.8s3.1-1.1 3.7-2.8Z";
export const clip =
  "M16.5 6.5v9.7a4.5 4.5 0 0 1-9 0V6.3a2.9 2.9 0 0 1 5.8 0v9.4a1.3 1.3 0 0 1-2.6 0V7h-1.4v8.7a2.7 2.7 0 0 0 5.4 0V6.3a4.3 4.3 0 0 0-8.6 0v9.9a5.9 5.9 0 0 0 11.8 0V6.5Z";
export const back = "M15.5 5 17 6.5 11.5 12l5.5 5.5L15.5 19l-7-7Z";
export const check = "m9.5 16.2-4.2-4.2-1.8 1.8 6 6 12-12-1.8-1.8Z";
export const bell = "M12 5.5a7.5 7.5 0 0 0-7.5 7.5v1.5h15V13A7.5 7.5 0 0 0 12 5.5ZM3.5 16h17v2h-17ZM10.5 3h3v1.6h-3Z";
