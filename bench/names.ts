/**
 * Names as unevenly spread as in a large company of many countries: a few are everywhere, most are rare. The most common
 * given name belongs to one person in fifty, the most common family name to one in a hundred.
 */
const GIVEN =
  `James Maria Wei David Anna Mohammed Michael Sarah Jose Li John Emma Carlos Fatima Thomas Laura Ahmed Julia
  Daniel Ana Robert Sofia Yan Peter Olivia Luis Elena Ali Martin Lucia Paul Nina Mark Amina Andreas Eva Min Jan Marta
  Antonio Hannah Ravi Lena Juan Priya Stefan Chloé Omar Clara Hiroshi Alice Pedro Zoë Kofi Ines Viktor Grace Mateo
  Noor Björn Yuki Aisha Gábor Freya Tomasz Leila Dmitri Amélie Kwame Ingrid Rafael Sinéad Emeka Agnieszka Søren Mei
  Giulia Arjun Katarzyna Ibrahim Renée Luka Thandiwe Oskar Beatriz Nikos Soo-jin Élodie Jürgen Camila Aleksander Zainab
  Håkan Milica Tariq Noémie Bogdan Ximena Þóra Wanjiru Ada`.split(/\s+/)

const STARTS =
  `Smi Gar Mül Wan Silv Kow Nils Oka Pat Tan Fern Rossi Duba Hor Bel Cas Lind Mor Vas Kum Berg Alm Dias Jov Nak
  Hal Pett Sand Öst Rib Kap Dun Fitz Mac Zel Gro Wil Ste Bra Tho`.split(/\s+/)

const ENDS =
  `th cia ler g a ski son for el aka andez ni is vath amy tillo qvist eau quez ar strand eida es ović amura
  der ersen holm man eiro oor more gerald kay enka ves kins wart ndt mpson`.split(/\s+/)

/** A name by how far down the list of all names it is, from 0 to 1, most common first. */
function at(names: readonly string[], where: number, evenness: number): string {
  // The inverse of a sum that grows like the logarithm: the n-th name is about 1 / (n + evenness) as common.
  const rank = evenness * (((names.length + evenness) / evenness) ** where - 1)
  return names[Math.min(names.length - 1, Math.floor(rank))] ?? ''
}

const FAMILY = ENDS.flatMap((end, offset) =>
  STARTS.map((start, index) => `${start}${ENDS[(index + offset) % ENDS.length] ?? end}`),
)

export function givenName(where: number): string {
  return at(GIVEN, where, 40)
}

export function familyName(where: number): string {
  return at(FAMILY, where, 25)
}
