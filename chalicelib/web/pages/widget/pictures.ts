/** Where a plan's picture is, uploaded to the desk or anywhere (https); "" where there is none that can be shown. */
export const pictureAt = (picture: string, base: string): string =>
  /^(https:\/\/|pictures\/)/.test(picture) ? new URL(picture, base).href : "";
