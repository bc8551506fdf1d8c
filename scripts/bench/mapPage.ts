// npm run bench:map-page [-- GIT_DIR…]: the page of the map in a real browser: first picture, frames while it is used, memory.
// Every figure stands beside that of an empty page in the same browser: without a graphics card the browser draws in software.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type CDPSession, chromium, type Page } from 'playwright-core';
import { openKnowledge } from '../../src/app/knowledge.ts';
import { makeSkillMap } from '../../src/app/skillMap.ts';
import { mapPage } from '../../src/cli/mapPage.ts';
import type { SkillMap } from '../../src/expertise/skillMap/mapTypes.ts';
import { prepareChromium } from '../vscode/chromium.ts';
import { madeUpMap } from './madeUpMap.ts';

const host = { environment: process.env, untrusted: [], now: () => Math.floor(Date.now() / 1000) };
/** The median of so many loads: other work on the machine comes and goes. */
const loads = 5;
const scratch = mkdtempSync(path.join(os.tmpdir(), 'whoknows-bench-'));
const { executablePath, env } = await prepareChromium('.vscode-test', console.error);
const browser = await chromium.launch({
  executablePath,
  env: { ...(process.env as Record<string, string>), ...env },
  args: ['--enable-precise-memory-info'],
});
try {
  const empty = path.join(scratch, 'empty.html');
  writeFileSync(
    empty,
    '<!doctype html><main><canvas style="width:100%;height:600px"></canvas></main><script>performance.mark("map-received")</script>',
  );
  await report('empty page', empty, false);
  for (const gitDir of process.argv.slice(2)) {
    const { knowledge } = await openKnowledge(host, process.cwd(), { gitDir });
    await reportMap(path.basename(path.dirname(gitDir)), await makeSkillMap(knowledge));
  }
  for (const files of [50_000, 100_000]) await reportMap(`${files} made up`, madeUpMap(files));
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true });
}

async function reportMap(name: string, map: SkillMap): Promise<void> {
  const file = path.join(scratch, 'map.html');
  writeFileSync(file, await mapPage(map, name));
  await report(`${name}: ${map.files.path.length} files, ${map.people.length} people`, file, true);
}

async function report(name: string, file: string, used: boolean): Promise<void> {
  const paints: number[] = [];
  const scripts: number[] = [];
  const frames: number[] = [];
  const work: number[] = [];
  let heap = 0;
  for (let i = 0; i < loads; i++) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.addInitScript(`
      addEventListener('DOMContentLoaded', () => {
        const wait = () => {
          if (!performance.getEntriesByName('map-received').length) return requestAnimationFrame(wait);
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => performance.mark('map-painted');
            port2.postMessage(0);
          });
        };
        wait();
      });`);
    await page.goto(pathToFileURL(file).href);
    await page.waitForFunction(() => performance.getEntriesByName('map-painted').length > 0);
    const { painted, drawn } = await page.evaluate(() => {
      const at = (mark: string): number => performance.getEntriesByName(mark)[0]?.startTime ?? 0;
      return {
        painted: at('map-painted') - at('map-received'),
        drawn: performance.getEntriesByName('map-drawn')[0]?.duration ?? 0,
      };
    });
    paints.push(painted);
    scripts.push(drawn);
    await page.waitForTimeout(300);
    const session = await context.newCDPSession(page);
    const traced = await trace(page, session, used);
    frames.push(...traced.frames);
    work.push(...traced.work);
    await session.send('HeapProfiler.collectGarbage');
    await session.send('Performance.enable');
    const { metrics } = await session.send('Performance.getMetrics');
    // Twice: the canvas, and the pixels that are drawn into it.
    const canvases = (await page.evaluate(
      `[...document.querySelectorAll('canvas')].reduce((sum, { width, height }) => sum + width * height * 8, 0)`,
    )) as number;
    heap = Math.max(heap, (metrics.find(({ name: metric }) => metric === 'JSHeapUsedSize')?.value ?? 0) + canvases);
    await context.close();
  }
  console.log(
    `${name}\n  first picture after its data  ${ms(at(paints, 0.5))} (our script ${ms(at(scripts, 0.5))}; best ${ms(Math.min(...paints))})` +
      `\n  frames while used             p50 ${ms(at(frames, 0.5))}, p95 ${ms(at(frames, 0.95))}` +
      `\n  our work in a frame           p50 ${ms(at(work, 0.5))}, p95 ${ms(at(work, 0.95))}` +
      `\n  heap and canvases             ${(heap / 1e6).toFixed(0)} MB`,
  );
}

interface TraceEvent {
  readonly name: string;
  readonly ts: number;
  readonly dur?: number;
  readonly pid: number;
  readonly tid: number;
}

/** Moves the pointer over the picture and zooms in and out, under tracing: times between frames and main-thread work in each. */
async function trace(page: Page, session: CDPSession, used: boolean): Promise<{ frames: number[]; work: number[] }> {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline', 'devtools.timeline'] },
  });
  await page.evaluate(`
    globalThis.times = [];
    const step = (now) => {
      times.push(now);
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);`);
  if (used) {
    const box = (await page.locator('.treemap').boundingBox())!;
    const to = (x: number, y: number): [number, number] => [box.x + box.width * x, box.y + box.height * y];
    await page.mouse.move(...to(0.1, 0.1));
    await page.mouse.move(...to(0.9, 0.8), { steps: 60 });
    await page.mouse.move(...to(0.2, 0.7), { steps: 60 });
    for (let i = 0; i < 3; i++) {
      await page.mouse.click(...to(0.3, 0.5));
      await page.waitForTimeout(500);
      await page.mouse.click(...to(0.3, 0.5), { button: 'right' });
      await page.waitForTimeout(500);
    }
  } else await page.waitForTimeout(2000);
  const times = (await page.evaluate('times')) as number[];
  const ended = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await ended;
  // Tasks of the thread that runs our animation frames, added up between one frame and the next.
  const ours = events.find(({ name }) => name === 'FireAnimationFrame');
  const here = events.filter(({ pid, tid }) => pid === ours?.pid && tid === ours?.tid);
  const starts = here.filter(({ name }) => name === 'FireAnimationFrame').map(({ ts }) => ts);
  const tasks = here.filter(({ name, dur }) => name === 'RunTask' && dur);
  starts.sort((a, b) => a - b);
  const work = starts.slice(1).map((end, i) => {
    const start = starts[i]!;
    return tasks.reduce((sum, { ts, dur }) => sum + (ts > start - 1000 && ts <= end - 1000 ? dur! / 1000 : 0), 0);
  });
  return { frames: times.slice(1).map((time, i) => time - times[i]!), work };
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}
