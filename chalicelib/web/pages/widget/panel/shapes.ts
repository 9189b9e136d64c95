/** The drawings of the panel, the form and the rating, each a path in a box of 24; a part has those that it names. */

export const down = "m5.6 9.4 1.5-1.5 4.9 4.9 4.9-4.9 1.5 1.5-6.4 6.4Z";
export const send = "M4.6 3.6 20.9 12 4.6 20.4 6.3 12.9 13 12 6.3 11.1Z";
export const smile =
  "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 1.6a6.4 6.4 0 1 1 0 12.8 6.4 6.4 0 0 1 0-12.8ZM8.5 9h2v2h-2Zm5 0h2v2h-2ZM8 13h1.5a2.5 2.5 0 0 0 5 0H16a4 4 0 0 1-8 0Z";
export const clip =
  "M16.5 6v10a4.5 4.5 0 0 1-9 0V6a3 3 0 0 1 6 0v9a1.5 1.5 0 0 1-3 0V7H9v8a3 3 0 0 0 6 0V6a4.5 4.5 0 0 0-9 0v10a6 6 0 0 0 12 0V6Z";
export const back = "M15.5 5 17 6.5 11.5 12l5.5 5.5L15.5 19l-7-7Z";
export const check = "m9.5 16.2-4.2-4.2-1.8 1.8 6 6 12-12-1.8-1.8Z";
export const bell = "M12 5a7 7 0 0 0-7 7v2.5h14V12a7 7 0 0 0-7-7ZM4 16h16v2H4Zm6.5-13h3v1.5h-3Z";
