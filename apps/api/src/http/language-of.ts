import { messageLanguages } from '@portal/core/messages/message-languages';
import type { MessageLanguage } from '@portal/core/messages/message-languages';
import type { Request } from 'express';

/** The language that the page asks for, among those that messages are written in. */
export function languageOf(request: Request): MessageLanguage {
  return messageLanguages.find((language) => language === request.acceptsLanguages(...messageLanguages)) ?? 'en';
}
