import { describe, expect, it } from 'vitest';
import type { NoticeChoice, NoticeContact } from './notice.ts';
import { dueAt, pauseAfter, recipientsOf, switchesOf } from './notice-policy.ts';

const contact = (id: string, channel: NoticeContact['channel']): NoticeContact => ({ id, channel, address: id });
const [email, secondEmail, phone] = [contact('a', 'email'), contact('b', 'email'), contact('c', 'sms')];
const told = (contacts: NoticeContact[], kind: NoticeChoice['kind'], choices: NoticeChoice[] = []): string[] =>
  recipientsOf({ contacts, choices }, [kind]).map((recipient) => recipient.contact.id);

describe('who is told', () => {
  it('is reached by e-mail, and by text message where there is no e-mail', () => {
    expect(told([email, phone], 'document_ready')).toEqual(['a']);
    expect(told([phone], 'document_ready')).toEqual(['c']);
    expect(told([], 'document_ready')).toEqual([]);
  });

  it('is reached at the oldest address of a channel, and everywhere of a sign-in', () => {
    expect(told([email, secondEmail], 'document_blocked')).toEqual(['a']);
    expect(told([email, secondEmail, phone], 'new_device')).toEqual(['a', 'b']);
    const choices: NoticeChoice[] = [{ kind: 'new_device', channel: 'sms', isOn: true }];
    expect(told([email, secondEmail, phone], 'new_device', choices)).toEqual(['a', 'b', 'c']);
  });

  it('is whom the patient chose, and of each kind by itself', () => {
    const choices: NoticeChoice[] = [
      { kind: 'document_ready', channel: 'email', isOn: false },
      { kind: 'trash_ending', channel: 'sms', isOn: true },
    ];
    expect(told([email, phone], 'document_ready', choices)).toEqual([]);
    expect(told([email, phone], 'trash_ending', choices)).toEqual(['a', 'c']);
    const both = recipientsOf({ contacts: [email, phone], choices }, ['document_ready', 'trash_ending']);
    expect(both.map(({ kinds }) => kinds)).toEqual([['trash_ending'], ['trash_ending']]);
  });

  it('is somebody of every sign-in, whatever was chosen', () => {
    const off = (channel: NoticeChoice['channel']): NoticeChoice => ({ kind: 'new_device', channel, isOn: false });
    expect(told([email, phone], 'new_device', [off('email'), off('sms')])).toEqual(['a']);
    expect(told([phone], 'new_device', [off('email'), off('sms')])).toEqual(['c']);
  });

  // Fails when a text message is fixed only where there is no e-mail.
  it('is who was there first, also when somebody who got in has added an e-mail address of theirs', () => {
    const off: NoticeChoice = { kind: 'new_device', channel: 'sms', isOn: false };
    expect(told([phone, secondEmail], 'new_device', [off])).toEqual(['c', 'b']);
    expect(told([phone, secondEmail], 'document_ready')).toEqual(['b']);
  });
});

describe('the switches of an account', () => {
  it('are one for each kind and channel, fixed where a sign-in has to be told', () => {
    const switches = switchesOf({ contacts: [email, phone], choices: [] });
    expect(switches).toHaveLength(10);
    expect(switches.filter(({ isFixed }) => isFixed)).toEqual([
      { kind: 'new_device', channel: 'email', isOn: true, isFixed: true },
    ]);
    expect(switchesOf({ contacts: [phone], choices: [] }).filter(({ isFixed }) => isFixed)).toHaveLength(2);
  });
});

describe('when it is told', () => {
  const at = (seconds: number): Date => new Date(seconds * 1_000);

  it.each([
    { first: 0, last: 0, due: 60 },
    { first: 0, last: 50, due: 110 },
    { first: 0, last: 290, due: 300 },
  ])('is a minute after the last, and five after the first at the latest: %j', ({ first, last, due }) => {
    expect(dueAt({ firstAt: at(first), lastAt: at(last), isUrgent: false })).toEqual(at(due));
  });

  it('is at once for a sign-in', () => {
    expect(dueAt({ firstAt: at(7), lastAt: at(9), isUrgent: true })).toEqual(at(7));
  });

  it('is later and later where nobody takes the message, and every hour in the end', () => {
    expect([1, 2, 3, 6, 7, 100].map((attempts) => pauseAfter(attempts) / 60_000)).toEqual([1, 2, 4, 32, 60, 60]);
  });
});
