import { chromium } from 'playwright-core';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const p = await b.newPage({ viewport: { width: 1200, height: 1000 } });
for (const n of ['exposure', 'events', 'stability']) { await p.goto(`file:///tmp/exp-html/${n}.html`); await p.screenshot({ path: `/tmp/exp-html/${n}.png` }); }
await p.setViewportSize({ width: 390, height: 900 }); await p.goto('file:///tmp/exp-html/exposure.html'); await p.screenshot({ path: '/tmp/exp-html/exposure-narrow.png' });
await p.setViewportSize({ width: 1300, height: 1000 });
for (const [n, u] of [['x1','/reports/reports/exposure?product=atlas-cad'],['x2','/reports/reports/exposure?product=atlas-cad&affected=%3E%3D4.0%20%3C4.2.0'],['x3','/reports/reports/events?product=atlas-cad'],['x4','/reports/reports/consent-rate?organization=acme'],['x5','/reports/reports/stability?product=atlas-cad']]) { await p.goto('http://127.0.0.1:8931' + u); await p.waitForTimeout(12000); await p.screenshot({ path: `/tmp/exp-html/${n}.png` }); }
await b.close();
