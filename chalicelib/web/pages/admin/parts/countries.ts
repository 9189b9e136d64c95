/** The countries whose public holidays are offered first. */
export const COUNTRIES = ["CN", "HK", "TW", "SG", "JP", "US", "DE", "GB", "FR"];
