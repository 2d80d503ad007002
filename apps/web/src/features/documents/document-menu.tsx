import type { Document } from '@portal/contract/documents';
import { Download, Ellipsis, FileText, Pencil, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { Menu } from '../../components/menu.tsx';
import type { MenuItem } from '../../components/menu-item.ts';
import { contentAddress } from './content-address.ts';

type DocumentMenuProps = {
  document: Document;
  onChange: () => void;
  onTrash: () => void;
  /** On the document's own page there is nothing to open. */
  isOpen?: boolean;
};

/** What can be done with a document, nothing that cannot. */
export function DocumentMenu({ document, onChange, onTrash, isOpen = false }: DocumentMenuProps) {
  const { t } = useTranslation();
  const open: MenuItem = {
    kind: 'link',
    label: t('documents.menu.open'),
    icon: FileText,
    to: paths.document(document.id),
  };
  const download: MenuItem = {
    kind: 'link',
    label: t('documents.menu.download'),
    icon: Download,
    href: contentAddress(document.id, 'attachment'),
    download: true,
  };
  const activeContent: MenuItem = { kind: 'note', label: t('documents.menu.activeContent') };
  return (
    <Menu
      trigger={
        <IconButton
          icon={Ellipsis}
          label={t('documents.more', { title: document.title })}
          className="@max-[40rem]:rotate-90"
        />
      }
      items={[
        ...(isOpen ? [] : [open]),
        ...(document.state === 'ready' ? [download] : []),
        ...(document.state === 'ready' && document.hasActiveContent ? [activeContent] : []),
        { kind: 'action', label: t('documents.menu.change'), icon: Pencil, onSelect: onChange },
        { kind: 'separator' },
        { kind: 'action', label: t('documents.menu.trash'), icon: Trash2, onSelect: onTrash },
      ]}
    />
  );
}
