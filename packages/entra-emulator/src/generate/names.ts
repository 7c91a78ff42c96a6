/** A person's name: how it is written, and the plain letters mail systems use for it. */
export type PersonName = { given: string; family: string; display: string; local: string }

type Culture = {
  /** How many of every hundred people have names of this kind. */
  share: number
  given: readonly string[]
  family: readonly string[]
  /** East Asian and Hungarian custom: family name first. */
  familyFirst?: boolean
}

const words = (text: string): string[] => text.trim().split(/\s+/)

/** `_` stands for a blank inside a name; `native|latin` gives a spelling for mail addresses. */
const CULTURES: readonly Culture[] = [
  {
    share: 24,
    given: words(`Olivia Amelia Grace Hannah Charlotte Emily Lucy Chloe Megan Rachel Naomi Zoe Abigail Rebecca
      Holly Alice Eleanor Harriet Priscilla Joanna James Oliver Thomas Henry Daniel Samuel Benjamin Joseph Adam
      Matthew Luke Nathan Ryan Callum Edward George Marcus Philip Stephen Peter Simon Andrew Kieran Jack`),
    family:
      words(`Ashworth Barlow Bennett Bradshaw Brooks Carter Chambers Clarke Coleman Cooper Dawson Doyle Ellis
      Fletcher Foster Gardner Gibson Graham Griffiths Hargreaves Harper Hayes Holloway Hughes Jenkins Kendall
      Lambert Lawson Marsden Mitchell Morgan Newman O'Brien O'Connor O'Sullivan O’Leary Palmer Parker Pearson
      Porter Preston Quinn Reynolds Richards Sanders Shepherd Sinclair Spencer Sutton Thornton Turner Walsh
      Wheeler Whitaker Winters MacDonald McKenzie Lloyd-Jones Fitzgerald Smythe-Hill`),
  },
  {
    share: 12,
    given: words(`Camille Chloé Léa Manon Inès Élodie Margaux Aurélie Zoë Hélène Anaïs Mathilde Océane Noémie
      Lucas Hugo Théo Mathéo Jérôme Rémi Étienne François Antoine Baptiste Loïc Maël Gaëtan Jean-Baptiste
      Anne-Sophie Marie-Claire Cédric Benoît`),
    family:
      words(`Lefèvre Moreau Girard Rousseau Faure Mercier Blanchard Guérin Boyer Chevalier Gauthier Perrin
      Clément Renaud Dumas Fontaine Lemaître Bérenger D'Artois L'Huillier De_La_Tour Côté Bélanger Gagné
      Roy-Tremblay Lacroix Prévost Delacourt Marchand Poirier`),
  },
  {
    share: 10,
    given: words(`Anneliese Greta Lena Johanna Franziska Katharina Jürgen Matthias Björn-Uwe Sönke Florian
      Sebastian Tobias Moritz Jörg Günther Heike Bärbel Käthe Ulrike Konrad Lukas-Maria Stefan Dieter Ilse`),
    family: words(`Müller Schröder Weiß Großmann Köhler Krüger Böhm Vogel Schäfer Brandt Lindner Kühn Jäger
      Hoffmann Steinbach Von_der_Heide Zu_Wied Bäcker Förster Größer Meißner Reinhardt Eberhardt Nußbaum`),
  },
  {
    share: 9,
    given: words(`María Lucía Sofía Paula Inmaculada Begoña Álvaro Íñigo Javier Andrés Nicolás Sebastián José
      Jesús Ximena Valentina Camila Rocío Iñaki Martín Gonzalo Raúl María_José Juan_Pablo`),
    family: words(`García_López Núñez Peña Ibáñez Muñoz Gutiérrez Castaño Domínguez Ortega Vázquez Quiñones
      Etxeberria Zúñiga Salazar_Ríos Herrera Montoya Cárdenas Fuentes De_la_Vega Escudero Rincón Alarcón`),
  },
  {
    share: 7,
    given:
      words(`João Beatriz Inês Conceição Gonçalo Rui Tomás Luísa Mariana Thiago Caio Antônio Letícia Larissa
      Vitória Simão Filipa Duarte Afonso Lourenço`),
    family: words(`Conceição_Dias Gonçalves Magalhães Falcão Simões Araújo Leitão Assunção Brandão Queirós
      Guimarães Dos_Santos Da_Silva Mendonça Tavares Carvalho Barbosa Nogueira`),
  },
  {
    share: 6,
    given:
      words(`Giulia Chiara Francesca Martina Elisa Niccolò Matteo Lorenzo Davide Andrea Salvatore Gaia Ilaria
      Federico Alessia Tommaso Raffaella Giosuè`),
    family:
      words(`D'Angelo D'Amico Dell'Acqua Rossi Bianchi Ferrari Esposito Ricci Marino Colombo Fontana_Riva
      Barbieri Lo_Presti Caputo Pellegrini Nicolò Cantù Viganò`),
  },
  {
    share: 6,
    given:
      words(`Åsa Björn Søren Øystein Ævar Guðrún Þórdís Ingrid Freja Linnéa Mikkel Håkon Jóhann Päivi Jyrki
      Aino Kaisa Sven Astrid Väinö`),
    family:
      words(`Åkesson Sjöström Nyström Lindqvist Bjørnstad Ødegård Sørensen Møller Nørgaard Kjær Hämäläinen
      Mäkelä Virtanen Lehtonen Jónsdóttir Sigurðsson Þorsteinsson Hedegaard`),
  },
  {
    share: 5,
    given:
      words(`Łukasz Paweł Małgorzata Agnieszka Zbigniew Katarzyna Jiří Tomáš Zdeněk Lenka Šárka Božena Ľubomír
      Miloš Đorđe Željka Nikolina Ștefan Ioana Anikó Zsófia Bálint`),
    family: words(`Wójcik Kowalczyk Zieliński Dąbrowska Łukasiewicz Szczęsny Novák Dvořák Černý Růžička Kučera
      Horváth Kovačević Đukić Žižek Popescu Ionescu Nagy Szabó Tóth`),
  },
  {
    share: 6,
    given:
      words(`Aarav Ananya Diya Ishaan Kavya Lakshmi Meera Nikhil Pooja Priya Rahul Rohan Sanjay Shreya Siddharth
      Sunita Tanvi Vikram Vivek Yash Aditi Arjun Devika Harini`),
    family:
      words(`Sharma Iyer Krishnamurthy Patel Reddy Nair Chatterjee Banerjee Deshpande Kulkarni Menon Rao Bhat
      Venkataraman Subramanian Joshi Agarwal Kapoor Malhotra Pillai`),
  },
  {
    share: 4,
    given:
      words(`Amina Yusuf Fatima Khadija Omar Layla Hassan Nour Samir Zeynep Ayşe Çağla İbrahim Gökhan Şule
      Ömer Emre Büşra Tariq Salma`),
    family: words(`Al-Farsi El_Amrani Ben_Youssef Haddad Khalil Mansour Yılmaz Öztürk Çelik Şahin Aydın Doğan
      Bouzid Rahmani Saidi Toprak Güneş Kılıç`),
  },
  {
    share: 3,
    given: words(
      `Adaeze Chidi Kwame Ama Wanjiru Oluwaseun Thabo Zanele Amara Kofi Ngozi Ifeoma Tendai Nomvula`,
    ),
    family: words(
      `Adébáyò Okonkwo Mensah Mwangi Nkosi Owusu Dlamini Abubakar Nwachukwu Kamau Mokoena Otieno`,
    ),
  },
  {
    share: 2,
    given: words(`Nguyên Thảo Minh Linh Hương Đức Kalani Leilani Keoni Tuấn`),
    family: words(`Nguyễn Trần Phạm Đặng Bùi Kaʻahumanu Kealoha Huỳnh Võ`),
  },
  {
    share: 2,
    familyFirst: true,
    given: words(
      `太郎|taro 花子|hanako 健一|kenichi 美咲|misaki 翔太|shota 陽菜|hina さくら|sakura 大輔|daisuke`,
    ),
    family: words(
      `山田|yamada 佐藤|sato 鈴木|suzuki 高橋|takahashi 渡辺|watanabe 小林|kobayashi 髙﨑|takasaki`,
    ),
  },
  {
    share: 1,
    familyFirst: true,
    given: words(`伟|wei 芳|fang 秀英|xiuying 建国|jianguo 晓明|xiaoming 丽|lili`),
    family: words(`王|wang 李|li 张|zhang 刘|liu 陈|chen 欧阳|ouyang`),
  },
  {
    share: 1,
    familyFirst: true,
    given: words(`민준|minjun 서연|seoyeon 지우|jiwoo 하은|haeun 도윤|doyun`),
    family: words(`김|kim 이|lee 박|park 최|choi 정|jung`),
  },
  {
    share: 1,
    given: words(`Олена|olena Сергій|serhii Наталія|nataliia Дмитро|dmytro Юлія|yuliia Андрій|andrii`),
    family: words(
      `Шевченко|shevchenko Коваленко|kovalenko Мар'яненко|marianenko Ткачук|tkachuk Гончар|honchar`,
    ),
  },
  {
    share: 1,
    given: words(`Ελένη|eleni Γιώργος|giorgos Δήμητρα|dimitra Νίκος|nikos Κώστας|kostas Σοφία|sofia`),
    family: words(`Παπαδόπουλος|papadopoulos Καραγιάννη|karagianni Οικονόμου|oikonomou Αγγελίδης|angelidis`),
  },
]

const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
}

/** Lower-case ASCII letters, digits and hyphens, the way mailbox names are usually made. */
export function foldToAscii(text: string): string {
  return text
    .toLowerCase()
    .replace(/[ßøłđðþæœı]/g, (letter) => LETTERS[letter] ?? '')
    .normalize('NFD')
    .replace(/[^a-z0-9-]/g, '')
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

/** A stride that visits every one of `size` combinations once before any repeats. */
function strideOf(size: number): number {
  let stride = Math.max(1, Math.floor(size * 0.618))
  while (greatestCommonDivisor(stride, size) !== 1) stride++
  return stride
}

type Spelling = { native: string; latin: string }

function spell(entry: string): Spelling {
  const [native = '', latin] = entry.replaceAll('_', ' ').split('|')
  return { native, latin: latin ?? foldToAscii(native) }
}

type Slot = {
  given: readonly Spelling[]
  family: readonly Spelling[]
  familyFirst: boolean
  share: number
  rank: number
  stride: number
}

/** Which names the n-th of a hundred people has, and how many before them share the list. */
const SLOTS: readonly Slot[] = CULTURES.flatMap((culture) => {
  const given = culture.given.map(spell)
  const family = culture.family.map(spell)
  const familyFirst = culture.familyFirst === true
  const stride = strideOf(given.length * family.length)
  return Array.from({ length: culture.share }, (_, rank) => ({
    given,
    family,
    familyFirst,
    share: culture.share,
    rank,
    stride,
  }))
})

/**
 * The name of person `index`. Mailbox names are unique by construction, at any size and without a table: people of
 * one culture walk through all its combinations, then start again with a number behind the name.
 */
export function nameOf(seed: number, index: number): PersonName {
  const slot = SLOTS[(index * 37 + (seed % SLOTS.length)) % SLOTS.length]
  if (slot === undefined) throw new Error('The name lists are empty.')
  const size = slot.given.length * slot.family.length
  const step = Math.floor(index / SLOTS.length) * slot.share + slot.rank
  const combination = ((step % size) * slot.stride + (seed % size)) % size
  const given = slot.given[combination % slot.given.length] ?? slot.given[0]
  const family = slot.family[Math.floor(combination / slot.given.length)] ?? slot.family[0]
  if (given === undefined || family === undefined) throw new Error('The name lists are empty.')
  const round = Math.floor(step / size)
  return {
    given: given.native,
    family: family.native,
    display: slot.familyFirst ? `${family.native} ${given.native}` : `${given.native} ${family.native}`,
    local: `${given.latin}.${family.latin}${round === 0 ? '' : round + 1}`,
  }
}
