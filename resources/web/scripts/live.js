"use strict";
// Keeps the live page up to date: asks with the last answer's ETag, draws the bars, and says since
// when there is no connection. Without it the page is whole, and reloads itself now and then.
(() => {
  const live = () => document.getElementById("live");
  const offline = document.getElementById("offline");
  let tag = "";
  let lost = null;
  let told = new Date(); // when the figures came that are shown
  let chart = null;

  const clock = (at) =>
    at.toLocaleTimeString(offline.dataset.language, {
      timeZone: offline.dataset.zone, hour: "2-digit", minute: "2-digit", second: "2-digit",
    });

  const heard = () => {
    lost = null;
    told = new Date();
    offline.hidden = true;
    const words = offline.dataset.updatedWords.replace("{time}", clock(told));
    for (const place of document.querySelectorAll("[data-updated]")) place.textContent = words;
  };

  const silent = () => {
    lost = lost || new Date();
    const words = offline.dataset.words
      .replace("{time}", clock(lost)).replace("{then}", clock(told));
    const place = offline.querySelector("span");
    if (place.textContent !== words) place.textContent = words;
    offline.hidden = false;
  };

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const short = (amount) =>
    new Intl.NumberFormat(offline.dataset.language, { notation: "compact" }).format(amount);

  const draw = (isFirst) => {
    const place = live().querySelector(".chart");
    if (!place || typeof uPlot === "undefined") return;
    const rows = [...live().querySelectorAll("[data-hour]")];
    const names = rows.map((row) => row.dataset.hour);
    const data = [rows.map((_, number) => number), rows.map((row) => Number(row.dataset.amount))];
    const table = live().querySelector(".as-table");
    place.hidden = false;
    if (isFirst !== "keep") table.open = wasOpen;
    if (chart) chart.destroy();
    const ink = colour("--ink-soft");
    chart = new uPlot({
      width: place.clientWidth,
      height: 200,
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: [-0.6, data[0].length - 0.4] },
        y: { range: (_, least, most) => [Math.min(0, least), Math.max(1, most)] },
      },
      axes: [
        {
          stroke: ink, grid: { show: false }, ticks: { show: false }, size: 28,
          splits: () => data[0], values: (_, splits) => splits.map((at) => names[at] || ""),
        },
        {
          stroke: ink, grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false },
          size: 56, values: (_, splits) => splits.map(short),
        },
      ],
      series: [
        {},
        {
          fill: colour("--primary"), stroke: colour("--primary"), width: 0, points: { show: false },
          paths: uPlot.paths.bars({ size: [0.8, 72], radius: 0.1 }),
        },
      ],
    }, data, place);
  };

  let wasOpen = false;
  document.body.addEventListener("htmx:configRequest", (event) => {
    if (document.hidden) event.preventDefault();
    if (tag) event.detail.headers["If-None-Match"] = tag;
  });
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const answer = event.detail.xhr;
    const ours = answer.getResponseHeader("Lapak-Live") === "1";
    event.detail.shouldSwap = ours && answer.status === 200;
    if (ours) {
      tag = answer.getResponseHeader("ETag") || "";
      heard();
    } else if (answer.status < 400) {
      location.reload(); // somebody logged out: the login page came instead
    } else {
      silent();
    }
    if (event.detail.shouldSwap) {
      const table = live().querySelector(".as-table");
      wasOpen = Boolean(table && table.open);
    }
  });
  document.body.addEventListener("htmx:afterSwap", () => draw(""));
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:sendAbort"]) {
    document.body.addEventListener(name, silent);
  }
  addEventListener("offline", silent);
  addEventListener("online", () => htmx.trigger(live(), "refresh"));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) htmx.trigger(live(), "refresh");
  });
  addEventListener("resize", () => draw("keep"));
  draw("");
})();
