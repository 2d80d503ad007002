import type { ActivityItem } from '@portal/contract/activity';
import {
  Download,
  Eye,
  KeyRound,
  LogIn,
  LogOut,
  Mail,
  Pencil,
  ShieldAlert,
  ShieldCheck,
  Table,
  Trash2,
  Undo2,
  Upload,
  UserRound,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';

/** What was done, as a sign beside its sentence. */
export const activityIcons: Record<ActivityItem['action'], LucideIcon> = {
  account_created: UserRound,
  signed_in: LogIn,
  sign_in_refused: ShieldAlert,
  signed_out: LogOut,
  session_ended: LogOut,
  session_confirmed: ShieldCheck,
  passkey_added: KeyRound,
  passkey_renamed: KeyRound,
  passkey_removed: KeyRound,
  contact_added: Mail,
  contact_removed: Mail,
  account_changed: UserRound,
  document_uploaded: Upload,
  document_viewed: Eye,
  document_downloaded: Download,
  document_changed: Pencil,
  document_trashed: Trash2,
  document_restored: Undo2,
  document_deleted: Trash2,
  document_check_failed: ShieldAlert,
  document_refused: ShieldAlert,
  activity_exported: Table,
};
