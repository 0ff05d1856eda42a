/** Starts what a page asks for. The page is whole without it. */

import { startKeys } from "./keys";
import { startPointing } from "./pointing";
import { startSlider } from "./slider";

async function start(): Promise<void> {
  startPointing();
  startSlider(visit);
  const map = document.querySelector<HTMLElement>("[data-map]");
  const timeline = document.querySelector<HTMLElement>("[data-timeline]");
  const trail = document.querySelector<HTMLElement>("[data-trail]");
  if (timeline) (await import("./timeline")).drawTimeline(timeline);
  if (trail) (await import("./trail")).drawTrail(trail);
  if (map) await (await import("./map")).drawMap(map);
  document.documentElement.dataset["ready"] = "true";
}

/** Shows another state of this page in its place, so that a slider keeps the hand; anything unexpected is a plain visit. */
async function visit(address: string, remember = true): Promise<void> {
  delete document.documentElement.dataset["ready"];
  const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => undefined);
  if (!answer?.ok) {
    location.assign(address);
    return;
  }
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (remember) history.pushState({ visited: true }, "", address);
  document.title = made.title;
  document.body.replaceChildren(...made.body.childNodes);
  await start();
}

addEventListener("popstate", (event) => {
  if (event.state?.visited || !location.hash) void visit(location.href, false);
});
startKeys();
void start();
