import { type DemoDocument, patient } from '../demo-document.ts';
import { createSheet, serif } from '../sheet.ts';

const pages = () => {
  const sheet = createSheet(
    {
      name: 'Clinique Saint-Aurèle',
      line: 'Service de radiologie · 27, quai des Célestes, 69000 Port-Rivière',
      color: [0.1, 0.2, 0.42],
      serif: true,
      reference: ['Dossier RX 24-6082', '16 août 2024'],
      foot: 'Clinique Saint-Aurèle · accueil 04 00 00 21 40 · urgences : 112',
      pageOf: (page, count) => `Page ${page} sur ${count}`,
    },
    serif,
  );
  sheet.title('Compte rendu : radiographie du thorax');
  sheet.person([
    [patient.name, 'Née le 2 février 1951', 'De passage, Northgate (RU)'],
    ['Dossier RX 24-6082', 'Adressée par le service des urgences', 'Examen du 16 août 2024, 11 h 25'],
  ]);
  sheet.heading('Indication');
  sheet.paragraph(
    'Toux fébrile depuis quatre jours, pendant un séjour de vacances. Douleur à la base droite. Recherche d’un foyer.',
  );
  sheet.heading('Technique');
  sheet.paragraph('Clichés de face et de profil, debout, en inspiration. Pas d’antériorité disponible.');
  sheet.heading('Résultat');
  sheet.list([
    'Opacité alvéolaire systématisée du lobe inférieur droit, avec bronchogramme aérien.',
    'Pas d’épanchement pleural. Culs-de-sac libres.',
    'Silhouette cardiaque à la limite supérieure de la normale (index 0,51).',
    'Crosse aortique déroulée, discrètement calcifiée.',
    'Pas de lésion osseuse décelable.',
  ]);
  sheet.heading('Conclusion');
  sheet.paragraph(
    'Aspect de pneumopathie du lobe inférieur droit, sans signe de gravité. Contrôle radiographique conseillé dans six ' +
      'semaines, après traitement, auprès du médecin traitant.',
  );
  sheet.paragraph('Attention : la patiente signale une allergie à la pénicilline.');
  sheet.signature('Dr Éloïse Garrigues-Noël', 'Médecin radiologue');
  return sheet.pages();
};

export const chestXRay: DemoDocument = {
  title: 'Radiographie du thorax – Clinique Saint-Aurèle',
  fileName: 'compte-rendu thorax (août 2024).pdf',
  category: 'imaging',
  documentDate: '2024-08-16',
  note: 'From the holiday; the control in October was clear.',
  author: 'Clinique Saint-Aurèle',
  language: 'fr-FR',
  pages,
};
