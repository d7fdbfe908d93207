// Towns whose zone in the GeoNames table differs from the zone that people there use; applied when the list is built.

/** By GeoNames id. `docs/data-sources.md` says how these were found, and the reason for each. */
export const zoneCorrections: ReadonlyMap<string, string> = new Map([
  ['3894426', 'America/Coyhaique'], // Coyhaique
  ['3874997', 'America/Coyhaique'], // Puerto Aysén
  ['3520271', 'America/Matamoros'], // Ciudad Río Bravo
  ['3514868', 'America/Matamoros'], // Valle Hermoso
  ['3530590', 'America/Matamoros'], // Ciudad Miguel Alemán
  ['3995050', 'America/Matamoros'], // Nava
  ['4018761', 'America/Matamoros'], // Allende
  ['4029308', 'America/Bahia_Banderas'], // San José del Valle
  ['4266307', 'America/Indiana/Vincennes'], // Vincennes
  ['1513331', 'Asia/Tashkent'], // Quvasoy
  ['1516393', 'Asia/Ulaanbaatar'], // Altai
  ['1515007', 'Asia/Ulaanbaatar'], // Uliastay
  ['171200', 'Asia/Jerusalem'], // Buq'ata
  ['167167', 'Asia/Jerusalem'], // Mas'adah
])
