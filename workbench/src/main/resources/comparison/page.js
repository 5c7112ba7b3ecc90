(() => {
  "use strict";
  const report = JSON.parse(document.getElementById("report").textContent);
  const figures = row => row.figures ?? {};
  const charts = {
    p99: row => figures(row).p99Micros / 1e3,
    p50: row => figures(row).p50Micros / 1e3,
    cpu: row => figures(row).cpuMicros / 1e3,
    memory: row => figures(row).memoryBytes / 1e9,
    bytes: row => figures(row).bytesMaxOverMean,
    lookups: row => figures(row).lookupsMaxOverMean,
  };
  // Okabe and Ito: told apart by people with any colour vision, on light and on dark.
  const colours = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#8a8f98", "#b8a800"];
  const strategies = [...new Set(report.rows.map(row => row.strategy))];
  const onOneShard = new Set(["singular", "one-shard"]);
  const counts = [...new Set(report.rows.filter(row => !onOneShard.has(row.strategy)).map(row => row.shards))];
  const number = value => Number.isFinite(value) ? value : null;

  const dataset = (strategy, value) => {
    const colour = colours[strategies.indexOf(strategy) % colours.length];
    const rows = report.rows.filter(row => row.strategy === strategy);
    const level = onOneShard.has(strategy) ? number(value(rows[0])) : null;
    // A line through one point would not be seen; it is a bar among the others then.
    if (level !== null && counts.length > 1) {
      return {
        type: "line", label: strategy, data: counts.map(() => level), borderColor: colour, backgroundColor: colour,
        borderDash: strategy === "singular" ? [] : [6, 4], borderWidth: 2, pointRadius: 0, pointHitRadius: 8, order: 0,
      };
    }
    const at = new Map(rows.map(row => [row.shards, number(value(row))]));
    return {
      label: strategy, data: counts.map(count => level ?? at.get(count) ?? null), backgroundColor: colour, borderRadius: 3,
      skipNull: true, order: 1,
    };
  };

  const draw = () => {
    const style = getComputedStyle(document.documentElement);
    const colour = name => style.getPropertyValue(name).trim();
    Chart.defaults.color = colour("--soft");
    Chart.defaults.borderColor = colour("--line");
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    return Object.entries(charts).map(([id, value]) => {
      const canvas = document.getElementById("chart-" + id);
      const unit = canvas.dataset.unit;
      const datasets = strategies.map(strategy => dataset(strategy, value))
        .filter(series => series.data.some(point => point !== null));
      return new Chart(canvas, {
        type: "bar",
        data: {labels: counts.map(String), datasets},
        options: {
          animation: false, maintainAspectRatio: false, interaction: {mode: "index", intersect: false},
          scales: {
            x: {title: {display: true, text: "shards"}, grid: {display: false}},
            y: {beginAtZero: true, title: {display: true, text: unit}},
          },
          plugins: {
            legend: {position: "bottom", labels: {boxWidth: 12, boxHeight: 12}},
            tooltip: {
              filter: item => item.parsed.y !== null,
              callbacks: {
                title: items => items.length === 0 ? "" : items[0].label + " shards",
                label: item => item.dataset.label + ": " + item.parsed.y.toLocaleString("en", {maximumFractionDigits: 3})
                  + " " + unit,
              },
            },
          },
        },
      });
    });
  };

  let drawn = draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    drawn.forEach(chart => chart.destroy());
    drawn = draw();
  });
})();
