import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressRule } from './address.ts';

const refused = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '10.255.255.255',
  '100.64.0.1',
  '100.127.255.254',
  '127.0.0.1',
  '127.1.2.3',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:7f00:1',
  '::ffff:169.254.169.254',
  '64:ff9b::7f00:1',
  '64:ff9b::10.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '2002:7f00:1::',
  '2002:a00:1::',
  '2002:c0a8:101::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  '100::1',
  '2001:db8::1',
  '::127.0.0.1',
  '2001:0:7f00:1::',
  '64:ff9b:1::1',
];
const allowed = [
  '1.1.1.1',
  '8.8.8.8',
  '93.184.216.34',
  '2606:4700::1111',
  '2a00:1450:4001::1',
  '::ffff:8.8.8.8',
  '64:ff9b::808:808',
  '2002:808:808::1',
];

describe('addressRule', () => {
  it.each(refused)('refuses %s', (address) => expect(addressRule([])(address)).toBe(false));
  it.each(allowed)('lets %s through', (address) => expect(addressRule([])(address)).toBe(true));

  it('lets a private range through when it is allowed, and nothing beside it', () => {
    const rule = addressRule(['127.0.0.0/8', 'fd00::/8']);
    expect(['127.0.0.1', '::ffff:127.0.0.1', 'fd12::1'].map(rule)).toEqual([true, true, true]);
    expect(['10.0.0.1', '::1', 'fe80::1'].map(rule)).toEqual([false, false, false]);
  });

  it('refuses whatever is no address, without failing', () => {
    expect(() =>
      fc.assert(fc.property(fc.string(), (text) => /^[\d.:a-f]+$/i.test(text) || !addressRule([])(text))),
    ).not.toThrow();
    expect(addressRule([])('localhost')).toBe(false);
  });
});
