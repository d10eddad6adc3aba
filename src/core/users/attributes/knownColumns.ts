import { composedText } from '../../../base/composedText.js';
import { foldText } from '../../../base/foldText.js';

/** How files name a column. */
interface Spellings {
  /** In English, as Microsoft Entra, its PowerShell modules, and HR systems write it. Without blanks and case, the usual one first. */
  readonly english: readonly string[];
  /** In other languages: people then read the name that their file has. */
  readonly local: readonly string[];
}

/** Names of the columns that tell whom a row is about. The names of the property and of the portal's export come first. */
export const KEY_SPELLINGS = {
  id: [
    'objectid',
    'id',
    'userid',
    'entraobjectid',
    'aadobjectid',
    'azureadobjectid',
    'externaldirectoryobjectid',
    'objektid',
    'identifiantdobjet',
    'iddeobjeto',
  ],
  principalName: [
    'userprincipalname',
    'upn',
    'principalname',
    'signinname',
    'username',
    'login',
    'benutzerprinzipalname',
    'benutzername',
    'anmeldename',
    'nomdutilisateurprincipal',
    'nombreprincipaldeusuario',
    'nomeprincipaleutente',
  ],
  mail: [
    'mail',
    'email',
    'emailaddress',
    'primarysmtpaddress',
    'workemail',
    'workemailaddress',
    'businessemail',
    'companyemail',
    'mailaddress',
    'emailadresse',
    'mailadresse',
    'geschaftlicheemail',
    'dienstlicheemail',
    'adressemail',
    'adresseelectronique',
    'courriel',
    'correo',
    'correoelectronico',
    'indirizzoemail',
    'emailadres',
    'enderecodeemail',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The attributes that are known by name; all others can be added under the file's own. */
export const ATTRIBUTES: Readonly<Record<string, Spellings>> = {
  Department: {
    english: ['department', 'dept', 'departmentname', 'orgunit', 'organizationalunit'],
    local: [
      'abteilung',
      'fachbereich',
      'departement',
      'service',
      'departamento',
      'reparto',
      'dipartimento',
      'afdeling',
    ],
  },
  Company: {
    english: ['companyname', 'company', 'legalentity', 'businessentity'],
    local: [
      'firma',
      'firmenname',
      'unternehmen',
      'gesellschaft',
      'societe',
      'entreprise',
      'empresa',
      'azienda',
      'bedrijf',
    ],
  },
  Country: {
    english: ['country', 'countryorregion', 'countryregion', 'countrycode', 'countryname'],
    local: ['land', 'landregion', 'pays', 'paysregion', 'pais', 'paisregion', 'paese'],
  },
  'Usage Location': {
    english: ['usagelocation'],
    local: ['verwendungsort', 'nutzungsstandort', 'lieudutilisation', 'ubicaciondeuso'],
  },
  'Office Location': {
    english: ['officelocation', 'office', 'physicaldeliveryofficename', 'site', 'worklocation', 'location'],
    local: [
      'buro',
      'burostandort',
      'standort',
      'niederlassung',
      'bureau',
      'oficina',
      'ufficio',
      'kantoor',
      'escritorio',
    ],
  },
  City: { english: ['city', 'town'], local: ['ort', 'stadt', 'ville', 'ciudad', 'citta', 'stad', 'cidade'] },
  'Cost Center': {
    english: ['costcenter', 'costcentre', 'costcenternumber', 'costcentercode'],
    local: [
      'kostenstelle',
      'kst',
      'centredecouts',
      'centredecout',
      'centrodecosto',
      'centrodecostes',
      'centrodicosto',
      'kostenplaats',
    ],
  },
  Division: {
    english: ['division', 'businessunit', 'bu', 'segment'],
    local: ['bereich', 'geschaftsbereich', 'sparte', 'direction', 'unidaddenegocio'],
  },
  'Employee Type': {
    english: ['employeetype', 'employmenttype', 'workertype', 'contracttype'],
    local: ['mitarbeitertyp', 'mitarbeiterart', 'beschaftigungsart', 'typedemploye', 'tipodeempleado'],
  },
  'Job Title': {
    english: ['jobtitle', 'title', 'position', 'role'],
    local: [
      'stelle',
      'stellenbezeichnung',
      'berufsbezeichnung',
      'funktion',
      'poste',
      'fonction',
      'cargo',
      'puesto',
      'mansione',
    ],
  },
  Manager: {
    english: [
      'manager',
      'managername',
      'manageruserprincipalname',
      'managerupn',
      'reportsto',
      'supervisor',
      'linemanager',
    ],
    local: ['vorgesetzter', 'vorgesetzte', 'fuhrungskraft', 'responsable', 'superieur', 'jefe'],
  },
  State: { english: ['state', 'stateorprovince', 'province', 'region'], local: ['bundesland', 'etat', 'provincia'] },
};

/** Names of people: who a row is about is in the report already. */
export const PERSONAL_NAMES: readonly string[] = [
  ...[
    'displayname',
    'name',
    'fullname',
    'givenname',
    'firstname',
    'surname',
    'lastname',
    'mailnickname',
    'proxyaddresses',
  ],
  ...['anzeigename', 'vorname', 'nachname', 'nomcomplet', 'prenom', 'nom', 'nombre', 'apellidos'],
];

/** The same for every way to write a name: `Cost-Center`, `cost_center`, and `costCenter`; `Büro` and `Buro`. */
export function spellingOf(name: string): string {
  return composedText(foldText(name), 'NFD').replace(/[^\p{Letter}\p{Number}]/gu, '');
}
