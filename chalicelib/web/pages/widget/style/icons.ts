/** Drawings that a plan may choose in place of the usual ones. */

export const ICONS: Record<string, string> = {
  headset: "M12 3a9 9 0 0 0-9 9v6l2 2h4v-7H5a7 7 0 0 1 14 0h-4v7h4v1h-7v2h9V12a9 9 0 0 0-9-9Z",
  question:
    "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm-1 15h2v2h-2Zm1-12a4 4 0 0 0-4 4h2a2 2 0 1 1 4 0c0 2-3 2-3 6h2c0-3 3-3 3-6a4 4 0 0 0-4-4Z",
  smile: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20ZM7 8h3v3H7Zm7 0h3v3h-3Zm-7 5h10a5 5 0 0 1-10 0Z",
};
