/** How fast the page is, in Chromium at a quarter of the processor's speed; printed, not judged. */
import { readFileSync, statSync } from 'node:fs';
import { loadavg } from 'node:os';
import { createServer } from 'vite';
import { FILE, PATH, open } from './chromium.mjs';

const SLOWER = 4;
const LOADS = 5;
const CHANGES = 40;
const middle = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const high = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(0.95 * (numbers.length - 1))];
const ms = (number) => `${number.toFixed(1)} ms`;

async function slowPage(browser) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return { page, context };
}

/** From the start of loading to the first picture with the score in it. */
async function firstPicture(browser) {
  const { page, context } = await slowPage(browser);
  await page.goto(`${FILE}#score/417`);
  await page.locator('.dial strong').waitFor();
  const time = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0].startTime,
  );
  await context.close();
  return time;
}

/** From a slider's event to the frame in which score and waterfall are redrawn. */
async function redraws(browser) {
  const { page, context } = await slowPage(browser);
  await page.goto(`${FILE}#glass/417`);
  await page.locator('.waterfall').waitFor();
  await page.waitForTimeout(2000);
  const times = await page.evaluate(async (changes) => {
    const slider = document.querySelector('#c-gaming_hours');
    const score = () => document.querySelector('.waterfall li:last-child .points').textContent;
    const found = [];
    let moved = 0;
    for (let change = 1; change <= changes; change++) {
      await new Promise((done) => setTimeout(done, 120));
      const before = score();
      // From the start of a frame, as browsers deliver a finger's moves.
      const start = await new Promise((done) => requestAnimationFrame(() => {
        const now = performance.now();
        slider.value = String((change % 10) * 0.9);
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        done(now);
      }));
      await new Promise((done) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = done;
        requestAnimationFrame(() => channel.port2.postMessage(0));
      });
      found.push(performance.now() - start);
      if (score() !== before) moved++;
    }
    if (moved < changes / 4) throw new Error(`the score moved in ${moved} of ${changes} changes only`);
    return found;
  }, CHANGES);
  await context.close();
  return times;
}

/** The engine by itself, unthrottled, in Node.js: the same V8. */
async function engine() {
  const server = await createServer({ server: { middlewareMode: true }, appType: 'custom', logLevel: 'silent', optimizeDeps: { noDiscovery: true } });
  const { Country } = await server.ssrLoadModule('/src/engine/country.ts');
  const { Worlds } = await server.ssrLoadModule('/src/engine/world.ts');
  const { recourse } = await server.ssrLoadModule('/src/engine/recourse.ts');
  const text = readFileSync(new URL('../data/country.json', import.meta.url), 'utf-8');
  const clock = (work) => {
    const start = performance.now();
    const made = work();
    return [performance.now() - start, made];
  };
  const [read, country] = clock(() => new Country(text));
  const worlds = new Worlds(country);
  const [score, world] = clock(() => worlds.at(15));
  const person = (index) => ({ index, changes: new Map(), dropped: new Set() });
  const [first] = clock(() => world.explain(person(0)));
  const each = Array.from({ length: 200 }, (_, index) => clock(() => world.explain(person(index)))[0]);
  const advice = Array.from({ length: 10 }, (_, index) => clock(() => recourse(world, person(index), 650))[0]);
  await server.close();
  return { read, score, first, each, advice };
}

const browser = await open();
const pictures = [];
for (let load = 0; load < LOADS; load++) pictures.push(await firstPicture(browser));
const changes = await redraws(browser);
await browser.close();
const { read, score, first, each, advice } = await engine();
console.log(`load of this machine: ${loadavg().map((one) => one.toFixed(1)).join(', ')}`);
console.log(`the one file: ${(statSync(PATH).size / 1e3).toFixed(0)} kB`);
console.log(`first picture at ${SLOWER} times slower: middle ${ms(middle(pictures))}, of ${LOADS}: ${pictures.map(ms).join(', ')}`);
console.log(`control to redraw at ${SLOWER} times slower: middle ${ms(middle(changes))}, 95 % within ${ms(high(changes))}, of ${CHANGES}`);
console.log(`explaining one person, unthrottled: middle ${ms(middle(each))}, 95 % within ${ms(high(each))}; the first, with the glass made ready, ${ms(first)}`);
console.log(`reading the data ${ms(read)}; scoring a world ${ms(score)}; advice for one person, middle ${ms(middle(advice))}`);
