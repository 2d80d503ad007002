import { isProblem } from '@portal/core/problem';
import { describe, expect, it } from 'vitest';
import { createEventStreams } from './event-streams.ts';

const policy = { most: 4, mostOfASession: 2, mostUntakenBytes: 20 };
const textOf = async (text: AsyncIterable<string>): Promise<string> => {
  let all = '';
  for await (const piece of text) all += piece;
  return all;
};

describe('Streams of events', () => {
  it('say what they are told, in order, and end with all of it', async () => {
    const stream = createEventStreams(policy).open('session');
    stream.say('one ');
    stream.say('two');
    stream.end();
    stream.say('three');
    expect(await textOf(stream.text)).toBe('one two');
  });

  it('are as many as the process takes, and no more until one ends', () => {
    const streams = createEventStreams(policy);
    const [first] = ['a', 'b', 'c', 'd'].map((session) => streams.open(session));
    expect(() => streams.open('e')).toThrow(expect.toSatisfy((error) => isProblem(error, 'service_unavailable')));
    first?.end();
    first?.end();
    expect(streams.open('e').isOpen()).toBe(true);
    expect(() => streams.open('f')).toThrow('cannot tell of changes');
  });

  it('of one session are few: the oldest ends for the newest', () => {
    const streams = createEventStreams(policy);
    const [oldest, other, ofAnother] = ['a', 'a', 'b'].map((session) => streams.open(session));
    const newest = streams.open('a');
    expect([oldest, other, ofAnother, newest].map((stream) => stream?.isOpen())).toEqual([false, true, true, true]);
  });

  it('that nobody takes from are let go, and cleaned up after once', () => {
    const stream = createEventStreams(policy).open('a');
    let cleaned = 0;
    stream.onEnd(() => (cleaned += 1));
    for (let i = 0; i < 10; i += 1) stream.say('four');
    expect([stream.isOpen(), cleaned]).toEqual([false, 1]);
  });

  it('whose reader has gone end, and so do all when the process does', async () => {
    const streams = createEventStreams(policy);
    const [gone, other] = [streams.open('a'), streams.open('b')];
    gone.text.destroy();
    await expect.poll(() => gone.isOpen()).toBe(false);
    expect(other.isOpen()).toBe(true);
    streams.drain();
    expect(other.isOpen()).toBe(false);
    expect(() => streams.open('c')).toThrow('cannot tell of changes');
  });
});
