import type { Chance } from './chance.ts';
import type { Product } from './vendor.ts';

/** What installations run on, and where. */

const systems = [
  { os_name: 'Windows', os_version: '11.0.26100.2314', architecture: 'x64', device_type: 'desktop' },
  { os_name: 'Windows', os_version: '10.0.19045.5011', architecture: 'x64', device_type: 'desktop' },
  { os_name: 'macOS', os_version: '15.1', architecture: 'arm64', device_type: 'laptop' },
  { os_name: 'Linux', os_version: '6.8.0-48', architecture: 'x64', device_type: 'server' },
];
/** The last ones are rare. */
const gpus = ['GeForce RTX 4070', 'Iris Xe', 'Radeon RX 7800', 'Quadro T1000', 'Arc A770', 'Mali-G720'];
const screens = [
  { screen_width: 1920, screen_height: 1080 },
  { screen_width: 2560, screen_height: 1440 },
  { screen_width: 3840, screen_height: 2160 },
];
/** A language, and an address of that country. */
const places = [
  { language: 'en-US', address: '8.8.8.8' },
  { language: 'en-US', address: '12.34.56.78' },
  { language: 'de-DE', address: '194.25.0.60' },
  { language: 'fr-FR', address: '80.67.169.12' },
  { language: 'ja-JP', address: '202.12.27.33' },
  { language: 'pt-BR', address: '200.160.2.3' },
  { language: 'en-AU', address: '139.130.4.5' },
  { language: 'nl-NL', address: '2001:67c:2e8:22::c100:68b' },
];

export const placeOf = (chance: Chance) => chance.pick('place', places);

/** The context of an installation's batches, but for the version. */
export const contextOf = ({ editions }: Product, chance: Chance) => ({
  product_edition: chance.pick('edition', editions),
  sdk_name: 'fleet',
  sdk_version: '1.0.0',
  ci: chance.fraction('ci') < 0.02,
  language: placeOf(chance).language,
  cpu_cores: chance.pick('cores', [4, 8, 16, 32]),
  memory_mb: chance.pick('memory', [8192, 16384, 32768, 65536]),
  ...chance.pick('system', systems),
  ...chance.pick('screen', screens),
  gpu_name: gpus[Math.floor(gpus.length * chance.fraction('gpu') ** 4)] as string,
});
