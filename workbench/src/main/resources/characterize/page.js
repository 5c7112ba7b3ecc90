(() => {
  "use strict";
  const report = JSON.parse(document.getElementById("report").textContent);
  // Okabe and Ito: told apart by people with any colour vision, on light and on dark.
  const colours = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#8a8f98", "#b8a800"];
  const models = report.models.map(model => model.name);
  const plain = report.rows.filter(row => row.variant === "");
  const serial = plain.filter(row => row.load === "serial");
  const strategies = [...new Set(plain.map(row => row.strategy))];
  const colourOf = strategy => colours[strategies.indexOf(strategy) % colours.length];
  const most = model => Math.max(...serial.filter(row => row.model === model).map(row => row.shards));
  // As StudyReport.best: the placement that was measured twice, or else the one with the least median latency.
  const best = model => {
    const measured = plain.filter(row => row.model === model && row.shards === most(model) && !row.sameAs);
    const answered = measured.find(row => row.load === "full");
    return measured.filter(row => row.load === "serial" && (!answered || row.strategy === answered.strategy))
      .sort((left, right) => left.p50Ratio - right.p50Ratio)[0];
  };
  const stages = ["queue", "decode", "scatter", "network", "shard.queue", "shard.decode", "shard.pool", "shard.encode", "gather",
    "dense.bottom", "dense.top", "encode"];
  const bar = (label, data, colour, stack) => ({label, data, backgroundColor: colour, borderRadius: 2, skipNull: true, stack});
  const even = labels => ({
    type: "line", label: "one process", data: labels.map(() => 1), borderColor: colours[6], backgroundColor: colours[6],
    borderDash: [6, 4], borderWidth: 2, pointRadius: 0, order: -1,
  });

  const acrossModels = field => ({
    labels: models,
    datasets: [even(models), ...strategies.map(strategy => bar(strategy, models.map(model =>
      serial.find(row => row.model === model && row.strategy === strategy && row.shards === most(model))?.[field] ?? null),
    colourOf(strategy)))],
  });
  const acrossShards = (model, field) => {
    const rows = serial.filter(row => row.model === model);
    const counts = [...new Set(rows.map(row => row.shards))].sort((left, right) => left - right);
    return {
      labels: counts.map(String),
      datasets: [even(counts), ...strategies.map(strategy => bar(strategy,
        counts.map(count => rows.find(row => row.strategy === strategy && row.shards === count)?.[field] ?? null), colourOf(strategy)))],
    };
  };
  const acrossLoads = model => {
    const chosen = best(model);
    const rows = plain.filter(row => chosen && row.model === model && row.strategy === chosen.strategy && row.shards === chosen.shards);
    const labels = rows.map(row => row.load);
    return {labels, datasets: [even(labels), bar("P50", rows.map(row => row.p50Ratio), colours[5]),
      bar("P99", rows.map(row => row.p99Ratio), colours[0]), bar("CPU", rows.map(row => row.cpuRatio), colours[4])]};
  };
  const sides = model => {
    const row = best(model);
    return row ? [["one process", row.singular], [row.strategy + " on " + row.shards, row.distributed]] : [];
  };
  const latency = model => {
    const both = sides(model);
    return {
      labels: both.map(side => side[0]),
      datasets: stages.map((stage, i) => bar(stage, both.map(side => side[1].stageMillis[stage] ?? 0), colours[i % 8], "s"))
        .concat(bar("HTTP, client and the rest", both.map(side => Math.max(0, side[1].meanMicros / 1e3
          - stages.filter(stage => stage !== "dense.bottom")
            .reduce((sum, stage) => sum + (side[1].stageMillis[stage] ?? 0), 0))), "#c8ccd2", "s")),
    };
  };
  const cpu = model => {
    const both = sides(model);
    const names = [...new Set(both.flatMap(side => Object.keys(side[1].cpuByProcess)))];
    return {labels: both.map(side => side[0]), datasets: names.map((name, i) =>
      bar(name, both.map(side => (side[1].cpuByProcess[name] ?? 0) / 1e3), colours[i % 8], "s"))};
  };

  const cpuStages = model => {
    const both = sides(model);
    return {labels: both.map(side => side[0]), datasets: stages.concat("rest").map((stage, i) =>
      bar(stage, both.map(side => (side[1].workByStage[stage] ?? 0) / 1e3), stage === "rest" ? "#c8ccd2" : colours[i % 8], "s"))};
  };

  const dataOf = (chart, model) => ({
    "p99": () => acrossModels("p99Ratio"), "cpu": () => acrossModels("cpuRatio"),
    "shards-p99": () => acrossShards(model, "p99Ratio"), "shards-cpu": () => acrossShards(model, "cpuRatio"),
    "loads": () => acrossLoads(model), "latency": () => latency(model), "processes": () => cpu(model), "stages": () => cpuStages(model),
  })[chart]();

  const draw = () => {
    const style = getComputedStyle(document.documentElement);
    const colour = name => style.getPropertyValue(name).trim();
    Chart.defaults.color = colour("--soft");
    Chart.defaults.borderColor = colour("--line");
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    return [...document.querySelectorAll("canvas")].map(canvas => {
      const {chart, model, unit} = canvas.dataset;
      const stacked = ["latency", "processes", "stages"].includes(chart);
      const data = dataOf(chart, model);
      data.datasets = data.datasets.filter(series => series.data.some(point => point !== null && point !== 0));
      return new Chart(canvas, {
        type: "bar",
        data,
        options: {
          animation: false, maintainAspectRatio: false, interaction: {mode: "index", intersect: false},
          scales: {
            x: {grid: {display: false}, stacked},
            y: {beginAtZero: true, stacked, title: {display: true, text: unit}},
          },
          plugins: {
            legend: {position: "bottom", labels: {boxWidth: 12, boxHeight: 12}},
            tooltip: {
              filter: item => item.parsed.y !== null,
              callbacks: {label: item => item.dataset.label + ": "
                + item.parsed.y.toLocaleString("en", {maximumFractionDigits: 3}) + " " + unit},
            },
          },
        },
      });
    });
  };

  let drawn = draw();
  const redraw = () => {
    drawn.forEach(chart => chart.destroy());
    drawn = draw();
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  addEventListener("beforeprint", () => drawn.forEach(chart => chart.resize()));
})();
