import { describe, expect, it } from 'vitest';
import type { NoticeChoice } from '../notices/notice.ts';
import type { Account } from './account.ts';
import { takeChoices } from './choose-notices.ts';

const createdAt = new Date('2026-05-03T08:00:00Z');
const account: Account = {
  userId: 'dana',
  name: null,
  language: null,
  contacts: [{ id: 'a', channel: 'email', address: 'dana@example.org', verifiedAt: createdAt }],
  noticeChoices: [{ kind: 'document_ready', channel: 'email', isOn: false }],
  createdAt,
};
const choice = (kind: NoticeChoice['kind'], channel: NoticeChoice['channel'], isOn: boolean): NoticeChoice => {
  return { kind, channel, isOn };
};

describe('a choice of messages', () => {
  it('replaces the one before of the same kind and channel', () => {
    const on = choice('document_ready', 'email', true);
    expect(takeChoices(account, [on])).toEqual({ changed: [on], choices: [on] });
  });

  it('is none where it is so already', () => {
    const asIs = [choice('document_ready', 'email', false), choice('trash_ending', 'email', true)];
    expect(takeChoices(account, asIs)).toEqual({ changed: [], choices: account.noticeChoices });
  });

  it('is the later one of two', () => {
    const [on, off] = [choice('trash_ending', 'sms', true), choice('trash_ending', 'sms', false)];
    expect(takeChoices(account, [off, on]).changed).toEqual([on]);
    expect(takeChoices(account, [on, off]).changed).toEqual([]);
  });

  it('cannot turn off what is always told', () => {
    expect(() => takeChoices(account, [choice('new_device', 'email', false)])).toThrow('always told');
    expect(takeChoices(account, [choice('new_device', 'sms', true)]).changed).toHaveLength(1);
  });
});
