/** The made-up company. `.example` is reserved for such purposes and can never be somebody's domain. */
export const company = {
  name: 'Northlight Robotics',
  domain: 'northlight.example',
  sharePoint: 'https://northlight.sharepoint.example',
} as const;

/** Companies that guests come from. */
export const partners = [
  { name: 'Lumen Freight', domain: 'lumenfreight.example' },
  { name: 'Kestrel & Daughters', domain: 'kestrel.example' },
  { name: 'Büro Zwölf', domain: 'buerozwoelf.example' },
] as const;

/** People whose names are harder than most, so that every report shows that they survive. `latin` is for the mail address. */
export const notableNames: readonly { readonly name: string; readonly latin: string }[] = [
  { name: 'Zoë Lindqvist', latin: 'zoe.lindqvist' },
  { name: 'Łukasz Wiśniewski', latin: 'lukasz.wisniewski' },
  { name: 'Ngô Thị Hạnh', latin: 'hanh.ngo' },
  { name: '中村 葵', latin: 'aoi.nakamura' },
  { name: 'Ferreira, João (Lisbon)', latin: 'joao.ferreira' },
  { name: 'Robert "Bo" Hansson', latin: 'bo.hansson' },
  { name: "Siobhán O'Dwyer", latin: 'siobhan.odwyer' },
  { name: 'Þóra Sigurðardóttir', latin: 'thora.sigurdardottir' },
  { name: 'محمود الخطيب', latin: 'mahmoud.alkhatib' },
  { name: 'Ελένη Παππά', latin: 'eleni.pappa' },
];

export const givenNames = [
  'Ada', 'Amara', 'Anders', 'Aneta', 'Bea', 'Björn', 'Camille', 'Chidi', 'Dana', 'Davor', 'Eira', 'Emre', 'Farah', 'Fiona',
  'Gábor', 'Greta', 'Hugo', 'Ines', 'Ivo', 'Jana', 'Jonas', 'Kaja', 'Karim', 'Leila', 'Linus', 'Maëlle', 'Marek', 'Mira',
  'Nadia', 'Niko', 'Nuria', 'Oleg', 'Ola', 'Petra', 'Priya', 'Quentin', 'Rafael', 'Rosa', 'Samir', 'Sigrid', 'Søren',
  'Tariq', 'Tilda', 'Uma', 'Vera', 'Viktor', 'Wanda', 'Yusuf', 'Yuki', 'Živa',
] as const;

export const familyNames = [
  'Adeyemi', 'Albrecht', 'Aydın', 'Bakker', 'Berger', 'Bianchi', 'Brandt', 'Castillo', 'Černý', 'Dahl', 'Dubois',
  'Ekström', 'Faber', 'Fischer', 'Fontaine', 'García', 'Grünwald', 'Haddad', 'Holm', 'Horváth', 'Ibrahim', 'Iversen',
  'Jansen', 'Jovanović', 'Kaplan', 'Keller', 'Kowalska', 'Krüger', 'Laine', 'Larsen', 'Lefèvre', 'Mäkinen', 'Marchetti',
  'Mensah', 'Molnár', 'Mori', 'Müller', 'Nair', 'Nielsen', 'Nováková', 'Okafor', 'Olsson', 'Papadakis', 'Pereira',
  'Petrov', 'Quist', 'Rossi', 'Roux', 'Sandoval', 'Schäfer', 'Silva', 'Škof', 'Suzuki', 'Tamm', 'Tóth', 'Ueda', 'Vogel',
  'Weiß', 'Yılmaz', 'Zieliński',
] as const;

export const sharedMailboxes = ['Info', 'Sales desk', 'Service desk', 'Applicants'] as const;

/** Names of teams, groups and sites. Some begin with a sign that a spreadsheet would take for a formula. */
export const placeNames = [
  'Everybody', 'Field service', 'Assembly line 4', 'Firmware', 'Sales, north', 'Sales, south', 'Works council',
  '@Launch 2027', 'Quality "Zero defects"', 'Procurement', '-old- Intranet', 'Køkken & kaffe', 'Robot arms (R&D)',
  'Grippers', 'Payroll', 'Travel', 'Apprentices', 'Safety', '+49 Hotline', 'Data centre move', 'Customers in Asia', '品質管理',
  'Board', 'Press', 'Patents', 'Energy saving', 'Site Gdańsk', 'Site Lisbon', 'Site Trondheim', 'Football',
  '=Sum of all parts', 'Onboarding', 'Returns', 'Spare parts', 'Trade fairs', 'Vision sensors', 'Warehouse',
  'Machine learning', 'Legal', 'Suppliers', 'Facility', 'Charity run',
] as const;

export const communityNames = [
  'All company', 'Ask the board', 'New colleagues', 'Lunch', 'Bikes to work', 'Robots in the news', 'Parents',
  'Photo of the week', 'Swap shop', 'Ideas', 'Spanish lessons', 'Climbing',
] as const;

/** Products that people hold, as the service writes them. The second one has a plus of its own. */
export const products = {
  e5: 'MICROSOFT 365 E5',
  security: 'ENTERPRISE MOBILITY + SECURITY E5',
  e3: 'MICROSOFT 365 E3',
  f3: 'MICROSOFT 365 F3',
  copilot: 'MICROSOFT 365 COPILOT',
  powerBi: 'POWER BI PRO',
  visio: 'VISIO PLAN 2',
} as const;

/** A name in letters that an address may have. */
export function latinOf(name: string): string {
  const special: Record<string, string> = { ß: 'ss', ø: 'o', ł: 'l', ı: 'i' };
  return name
    .toLowerCase()
    .replace(/[ßøłı]/g, (letter) => special[letter] ?? '')
    .normalize('NFD')
    .replace(/[^a-z0-9 ]/g, '')
    .trim()
    .replaceAll(' ', '.');
}
