import { describe, expect, it } from 'vitest';
import { deviceOf, recognisedDeviceOf } from './device.ts';

describe('a device', () => {
  it.each([
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
      { browser: 'Safari', system: 'iPhone' },
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
      { browser: 'Microsoft Edge', system: 'Windows' },
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', { browser: 'Firefox', system: 'Linux' }],
    [
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
      { browser: 'Chrome', system: 'Android' },
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
      { browser: 'Safari', system: 'macOS' },
    ],
  ])('is named as its owner would: %s', (userAgent, device) => expect(deviceOf(userAgent)).toEqual(device));

  it('has no name where it tells none, whatever it says', () => {
    expect(deviceOf('')).toEqual({ browser: null, system: null });
    expect(deviceOf('node')).toEqual({ browser: null, system: null });
    expect(deviceOf('\u0000<script>')).toEqual({ browser: null, system: null });
  });
});

describe('a device that is named to somebody else', () => {
  it('is one of those that are known', () => {
    const iPhone =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
    expect(recognisedDeviceOf(iPhone)).toEqual({ browser: 'Safari', system: 'iPhone' });
  });

  it('is never what a user agent made up', () => {
    const madeUp = 'Call +44 20 7946 0000 now/1.0 (X11; Linux x86_64)';
    expect(deviceOf(madeUp).browser).toContain('Call');
    expect(recognisedDeviceOf(madeUp)).toBeUndefined();
    expect(recognisedDeviceOf('')).toBeUndefined();
  });
});
