// The most common languages of gatherings, for selection lists.

export const commonLanguages = [
  'ar', 'en', 'tr', 'de', 'fr', 'ku', 'ckb', 'fa', 'sv', 'nl', 'es', 'it', 'el', 'da', 'no', 'fi', 'pt', 'ru', 'uk', 'hy', 'ur', 'ms', 'id',
] // biome-ignore format: one list
